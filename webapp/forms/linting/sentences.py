"""What a lint says: finished Vietnamese sentences, read by officials who write forms.

Like ``complaints`` they stand here and not in the message catalogues.  Each names
what was found and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lint:
    """Advice about a form; never a reason to refuse it.

    ``kind`` is a key of ``SENTENCES``; ``question`` the name it is about, empty for the whole
    form; ``language`` the code of the language whose words were read; ``what`` the sentence.
    """

    kind: str
    question: str
    language: str
    what: str

    @property
    def what_vi(self) -> str:
        """Return the sentence; it is always Vietnamese."""
        return self.what


SENTENCES = {
    # the form as a whole
    "time_usual": (
        "Em {ages} đọc và trả lời phiếu này mất khoảng {time}, quá mức {budget} phút. "
        "Hãy bỏ bớt câu hỏi hoặc viết ngắn lại."
    ),
    "time_longest": (
        "Em đọc chậm nhất ({ages}) gặp mọi câu thì mất khoảng {time}, quá mức {budget} phút. "
        "Hãy bỏ bớt câu hỏi, viết ngắn lại, hoặc ẩn câu không cần với em đó."
    ),
    "many_questions": (
        "Phiếu có {count} câu hỏi; em {ages} nên trả lời nhiều nhất {most} câu. "
        "Hãy giữ lại những câu xã thật sự sẽ dùng."
    ),
    "free_texts": (
        "Phiếu có {count} câu phải tự viết; em {ages} nên có nhiều nhất {most}. "
        "Hãy đổi bớt sang câu chọn."
    ),
    "free_texts_none": (
        "Phiếu có {count} câu phải tự viết; em {ages} chưa gõ chữ được. "
        "Hãy đổi sang chọn hình hoặc vẽ."
    ),
    "wide_ages": (
        "Phiếu dùng chung cho {ages}: em nhỏ nhất mất khoảng {slow}, em lớn nhất khoảng {fast}. "
        "Nên làm phiếu riêng cho từng nhóm tuổi; nếu không, hãy viết theo sức em nhỏ nhất."
    ),
    "no_consent": (
        "Phiếu hỏi tên hoặc số liên lạc mà không có câu xin đồng ý nào "
        "(vai trò consent_child, consent_guardian). Hãy thêm câu xin đồng ý, mỗi việc một câu."
    ),
    # choices
    "many_options": (
        "Câu này có {count} lựa chọn; em {ages} nên có nhiều nhất {most} "
        "(không kể “Em không biết”, “Em không muốn trả lời”). Hãy gộp bớt."
    ),
    "long_list": (
        "Danh sách có {count} lựa chọn, dài quá: em hay chọn mấy dòng đầu. Hãy gộp bớt, "
        "hoặc hỏi hai bước (chọn nhóm trước, chọn việc cụ thể sau)."
    ),
    "no_way_out": (
        "Câu này thiếu lựa chọn {words}. Em phải được bỏ qua mà không phải nói dối: "
        "hãy thêm, mỗi ý một lựa chọn riêng."
    ),
    "agree_scale": (
        "Trẻ dưới 11 tuổi hay “đồng ý” cho vừa lòng người lớn (thấy “{words}”). "
        "Hãy hỏi thẳng, ví dụ “Em thích hay không thích …?”."
    ),
    "negative_item": (
        "Câu chấm mức độ lại có chữ phủ định “{words}”: em khó biết chọn mức nào. "
        "Hãy viết lại thành câu khẳng định."
    ),
    # words
    "double_negative": (
        "Có hai chữ phủ định trong một ý: “{words}”. Em trả lời “không” thì không rõ là gì. "
        "Hãy viết lại chỉ còn một, hoặc không còn chữ nào."
    ),
    "two_ideas": (
        "Câu này hỏi hai ý cùng lúc (thấy “{words}”). Hãy tách thành hai câu, mỗi câu một ý."
    ),
    "long_sentence": (
        "Câu “{words}” dài {count} tiếng; em {ages} đọc tốt nhất khi câu có nhiều nhất "
        "{most} tiếng. Hãy tách làm hai câu hoặc bỏ bớt chữ."
    ),
    "hard_words": (
        "Chữ “{words}” là chữ của cơ quan, trẻ em khó hiểu. Hãy viết như khi nói chuyện với em."
    ),
    "short_forms": "Chữ viết tắt “{words}” trẻ em có thể không biết. Hãy viết đầy đủ.",
    # what is asked
    "never_ask": ("Thấy chữ “{words}”: phiếu của trẻ em không được hỏi {thing}. Hãy bỏ câu này."),
    "unmarked_personal": (
        "Thấy chữ “{words}” mà câu này chưa có vai trò: câu trả lời sẽ được cất như ý kiến "
        "thường, không mã hóa. Hãy chọn vai trò đúng, hoặc bỏ câu này."
    ),
    "required_free_text": (
        "Câu tự viết này đang bắt buộc. Em phải được bỏ qua câu tự viết: hãy bỏ bắt buộc."
    ),
    "no_help_card": (
        "Câu này nhắc đến “{words}” mà không có lời chỉ chỗ giúp. Hãy thêm ngay sau đó một "
        "lời dẫn kiểu “help”, ví dụ “Em nói với người lớn em tin, hoặc gọi 111.”"
    ),
    # languages and pictures
    "one_language": (
        "Phiếu chỉ có một thứ tiếng. Nếu xã có em dùng tiếng khác, hãy thêm cột lời tiếng đó, "
        "ví dụ “label::English (en)”."
    ),
    "missing_language": (
        "Chưa có bản tiếng {tongue} của {parts}. Hãy dịch, kẻo em xem tiếng {tongue} "
        "sẽ thấy lẫn hai thứ tiếng."
    ),
    "missing_alt": (
        "Hình “{words}” chưa có lời đi kèm. Em nghe máy đọc hoặc mạng chậm sẽ không biết "
        "hình gì: hãy viết lời."
    ),
}


def advise(kind: str, question: str = "", language: str = "vi", **details: object) -> Lint:
    """Return the lint *kind* with its sentence."""
    return Lint(kind, question, language, SENTENCES[kind].format(**details))


def minutes(seconds: int) -> str:
    """Return a time as ``4 phút 10 giây``, rounded to ten seconds."""
    whole, rest = divmod(10 * round(seconds / 10), 60)
    return f"{whole} phút {rest} giây" if rest else f"{whole} phút"
