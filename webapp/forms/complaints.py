"""What can be wrong with a survey folder, as Vietnamese sentences.

These are read by officials who write forms, whatever the language of the site;
so they stand here in Vietnamese and not in the message catalogues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.forms.rule_language.expressions import DEEPEST, LONGEST
from webapp.forms.rule_language.syntax import ExpressionError


@dataclass(frozen=True)
class FormProblem:
    """One thing an official can mend, and where.

    ``row`` counts as Excel does (the header is row 1; in Markdown the rows of the
    table count the same way); 0 means the whole sheet.  ``column`` is the header as
    written.  ``what`` is a sentence; ``message_vi`` puts the place before it.
    """

    file: str
    what: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        return self.message_vi

    @property
    def message_vi(self) -> str:
        """Return the whole sentence: file, sheet, row, column, what is wrong."""
        place = f"Tệp {self.file}"
        if self.sheet:
            place += f", trang tính “{self.sheet}”"
        if self.row:
            place += f", dòng {self.row}"
        if self.column:
            place += f", cột “{self.column}”"
        return f"{place}: {self.what}"


class Faulty(Exception):
    """A folder or a form cannot be used; ``problems`` says all that was found.

    ``warnings`` are what would only be advised of: often they explain the problems.
    """

    def __init__(
        self, problems: Sequence[FormProblem], warnings: Sequence[FormProblem] = ()
    ) -> None:
        super().__init__("\n".join(problem.message_vi for problem in problems))
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)


SENTENCES = {
    # the folder and its manifest
    "bad_slug": (
        "Tên thư mục chỉ được gồm chữ thường không dấu, chữ số và gạch ngang, "
        "ví dụ “y-kien-hang-thang”."
    ),
    "taken_slug": "Đã có thư mục tên như vậy. Hãy chọn tên khác.",
    "no_manifest": "Thiếu tệp survey.toml.",
    "toml": "Tệp viết sai cú pháp TOML{where}.",
    "unknown_key": "Không có mục “{word}”. Hãy xem lại chính tả hoặc xóa mục này.",
    "missing_key": "Thiếu mục “{word}”.",
    "wrong_key": "Mục “{word}” phải là {wanted}.",
    "api": "Thư mục viết cho bản {word} của phần mềm; phần mềm này cần bản {wanted}.",
    "repeated_band": "Nhóm tuổi “{word}” có hai lần.",
    "no_form": "Thiếu phiếu hỏi {word}.",
    "two_forms": "Có cả hai tệp {word}. Hãy giữ một tệp.",
    "stray_form": "Phiếu này không thuộc nhóm tuổi nào trong survey.toml.",
    "same_title": "Tên khảo sát “{word}” trùng với thư mục {other}.",
    "hooks_broken": "Không chạy được tệp này{where}.",
    "hooks_unknown": "Không có hàm tên “{word}” trong bộ hàm cho khảo sát.",
    "broken_folder": "Không đọc được thư mục này. Hãy xem lại quyền đọc và các tệp trong đó.",
    # worked answers
    "json": "Tệp viết sai cú pháp JSON{where}.",
    "sample_band": "Không có nhóm tuổi “{word}”.",
    "sample_names": "Không có câu hỏi tên “{word}”.",
    "sample_accepted": "Lẽ ra phiếu này gửi được, nhưng vướng ở: {word}.",
    "sample_refused": "Lẽ ra phiếu này không gửi được, nhưng lại gửi được.",
    "sample_fields": "Lẽ ra vướng ở: {wanted}; thực tế vướng ở: {word}.",
    "sample_shown": "Lẽ ra câu “{word}” phải hiện.",
    "sample_hidden": "Lẽ ra câu “{word}” phải ẩn.",
    "sample_topics": "Lẽ ra chủ đề là: {wanted}; thực tế là: {word}.",
    "sample_calculated": "Phiếu tự tính ra {word}, mẫu chờ {wanted}.",
    "sample_suggested": "Lẽ ra hooks.py gợi ý chủ đề: {wanted}; thực tế là: {word}.",
    # a file somebody uploads
    "upload_ending": (
        "Chỉ nhận tệp .xlsx, .xls, .csv hoặc .md. Hãy lưu phiếu từ Excel rồi tải lên lại."
    ),
    "upload_none": "Chưa chọn tệp nào. Hãy bấm ô chọn tệp, chọn phiếu hỏi rồi tải lên.",
    "upload_empty": "Tệp này rỗng. Hãy lưu lại trong Excel rồi tải lên lại.",
    "upload_large": (
        "Tệp này lớn quá 5 MB. Hãy bỏ hình ảnh và các trang tính thừa rồi tải lên lại."
    ),
    "upload_unpacked": (
        "Tệp này nở ra quá lớn khi mở. Hãy chép các ô có chữ sang một tệp mới rồi tải lên lại."
    ),
    # the file and its sheets
    "unreadable": "Không đọc được tệp này. Hãy lưu lại dưới dạng .xlsx hoặc .md rồi thử lại.",
    "ending": "Phần mềm chỉ đọc tệp .xlsx, .xls, .xlsm, .csv và .md.",
    "not_utf8": "Tệp chữ này không viết bằng mã UTF-8. Hãy lưu lại với mã UTF-8.",
    "password": "Tệp này có mật khẩu. Hãy bỏ mật khẩu trong Excel rồi lưu lại.",
    "too_large": "Tệp này lớn quá 5 MB hoặc bung ra quá lớn. Hãy chỉ giữ lại phiếu hỏi trong tệp.",
    "too_many_rows": "Trang tính này dài quá 5000 dòng. Hãy bỏ bớt dòng.",
    "too_many_offered": (
        "Các câu hỏi trong phiếu có tất cả hơn 100 000 lựa chọn. Hãy rút ngắn danh sách, "
        "hoặc bớt câu hỏi dùng danh sách dài."
    ),
    "long_cell": "Có ô dài quá 32 767 ký tự (Excel cũng không cho dài hơn). Hãy viết ngắn lại.",
    "too_many_columns": "Trang tính này rộng quá 200 cột. Hãy bỏ bớt cột.",
    "formula_fault": "Có công thức Excel bị lỗi, hiện “{word}”. Hãy sửa hoặc gõ chữ vào ô ấy.",
    "formula_empty": (
        "Có công thức Excel chưa tính ra kết quả. Hãy mở tệp bằng Excel, lưu lại rồi thử lại."
    ),
    "doubled_sheet": "Trang tính “{word}” có hai lần. Hãy giữ một trang.",
    "misspelt_sheet": "Tên trang tính này gần giống “{word}”. Hãy sửa tên, hoặc thêm dấu gạch dưới "
    "“_” vào đầu tên nếu trang này chỉ để ghi chép.",
    "no_sheet": "Thiếu trang tính “{word}”. Tên trang phải viết đúng như vậy, không dấu.",
    "empty_sheet": "Trang tính này chưa có dòng nào.",
    "missing_column": "Thiếu cột “{word}”.",
    "repeated_column": "Cột “{word}” có hai lần. Hãy bỏ bớt một cột.",
    "unknown_column": (
        "Không có cột tên như vậy trong phiếu hỏi. Hãy xem lại chính tả hoặc xóa cột này."
    ),
    "similar_column": (
        "Không có cột tên như vậy trong phiếu hỏi; gần giống nhất là “{word}”. "
        "Hãy xem lại chính tả hoặc xóa cột này."
    ),
    # what stays in the workbook and has no effect
    "carried_sheet": ("Trang này đúng chuẩn XLSForm. Phần mềm giữ nguyên nhưng không dùng đến."),
    "further_sheet": "Trang này không thuộc phiếu hỏi. Phần mềm giữ nguyên nhưng không dùng đến.",
    "carried_column": "Cột này đúng chuẩn XLSForm. Phần mềm giữ nguyên nhưng không dùng đến.",
    "further_column": (
        "Cột này không thuộc chuẩn XLSForm. Phần mềm giữ nguyên nhưng không dùng đến."
    ),
    "unused_choice_column": (
        "Cột này không thuộc chuẩn XLSForm và không điều kiện nào nhắc đến. "
        "Phần mềm giữ nguyên nhưng không dùng đến."
    ),
    "further_settings": "Chỉ dòng đầu của trang này có tác dụng. Các dòng sau không dùng đến.",
    "loose_cell": "Có chữ ở cột {word} nhưng cột này không có tên. Phần chữ ấy không có tác dụng.",
    "merged_cells": (
        "Có ô gộp ({word}). Chỉ ô trên cùng bên trái của ô gộp có nội dung; các ô khác là ô trống."
    ),
    "disabled_row": "Dòng này đã tắt bằng cột “disabled” nên không có trong phiếu.",
    "remark_row": "Dòng này không có loại, tên và nội dung nên coi là ghi chú.",
    "cell_of_end": "Ô này đứng ở dòng đóng nhóm nên không có tác dụng.",
    "always_holds": (
        "Điều kiện này chỉ ghi tên câu hỏi nên lúc nào cũng đúng, kể cả khi em chưa trả lời. "
        "Hãy so sánh với một giá trị, ví dụ ${{ten_cau_hoi}} != ''."
    ),
    "no_effect_here": "Cột này không có tác dụng với loại câu hỏi ở dòng này.",
    "carried_appearance": "Kiểu hiện “{word}” được giữ nguyên nhưng không có tác dụng ở đây.",
    "no_faces": "Chỉ có hình mặt cho thang 2 đến 5 bậc; thang này có {word} bậc nên không có hình.",
    "carried_parameter": "Tham số “{word}” được giữ nguyên nhưng không có tác dụng ở đây.",
    "trigger_alone": "Cột “trigger” chỉ có tác dụng khi dòng này có “calculation”.",
    "repeat_cuts_page": (
        "Phần lặp này nằm trong nhóm một trang nên trang bị ngắt ở đây: phần lặp có trang riêng."
    ),
    "no_translation": "Chưa có lời bằng ngôn ngữ “{word}”; sẽ hiện lời của ngôn ngữ mặc định.",
    "no_translated_column": (
        "Chưa có cột này bằng ngôn ngữ “{word}”; sẽ hiện lời của ngôn ngữ mặc định."
    ),
    "other_default": (
        "Phiếu không có tiếng Việt (vi) và chưa ghi ngôn ngữ mặc định; "
        "phần mềm lấy ngôn ngữ “{word}”."
    ),
    "language": ("Tên cột phải có mã ngôn ngữ trong ngoặc, ví dụ “label::Tiếng Việt (vi)”."),
    "default_language": ("Ngôn ngữ mặc định “{word}” không có cột nào trong trang tính “survey”."),
    # written out again
    "excel_sheet_name": (
        "Tên trang “{word}” Excel không nhận: tối đa 31 ký tự, không có các dấu [ ] : * ? / \\. "
        "Hãy đổi tên trang."
    ),
    "excel_long_cell": "Ô này dài quá 32.767 ký tự, Excel không chứa được. Hãy viết ngắn lại.",
    "line_break_in_markdown": (
        "Ô này có xuống dòng, bảng Markdown không chứa được. Hãy tải về dạng .xlsx, "
        "hoặc viết ô này thành một dòng."
    ),
    # rows of questions
    "no_type": "Dòng này có nội dung nhưng thiếu loại câu hỏi.",
    "unknown_type": "Không có loại câu hỏi “{word}”.",
    "unsupported_type": "Loại câu hỏi “{word}” phần mềm chưa dùng được.",
    "forbidden_type": (
        "Không được dùng loại câu hỏi “{word}” trong phiếu của trẻ em, vì nó lấy "
        "{reason} mà chúng ta không được phép biết."
    ),
    "no_list": "Loại “{word}” cần tên danh sách lựa chọn đi kèm, ví dụ “{word} lop”.",
    "unknown_list": "Danh sách lựa chọn “{word}” không có trong trang tính “{sheet}”.",
    "extra_words": "Không hiểu phần “{word}” sau tên danh sách.",
    "loop": "Phần mềm chưa dùng được “begin_loop”. Hãy dùng “begin_repeat” hoặc viết từng câu.",
    "choices_from_answers": (
        "Phần mềm chưa lấy được lựa chọn từ câu trả lời khác. Hãy dùng một danh sách có sẵn."
    ),
    "other_of_file": "Danh sách lấy từ tệp không dùng được “or_other”.",
    "not_csv": "Danh sách lấy từ tệp phải là tệp .csv; “{word}” thì không.",
    "no_file": "Thiếu tệp “{word}” trong thư mục của khảo sát.",
    "no_list_or_file": "Không có danh sách “{word}”, cũng không có tệp “{word}.csv”.",
    "file_like_list": "Danh sách “{word}” trong trang tính và tệp “{word}.csv” trùng tên.",
    "file_not_utf8": "Tệp “{word}” không viết bằng mã UTF-8. Hãy lưu lại với mã UTF-8.",
    "file_column": "Tệp “{word}” thiếu cột “{column}”.",
    "file_row": "Tệp “{word}”, dòng {row}: lựa chọn thiếu tên, thiếu lời hoặc tên có dấu cách.",
    "file_repeated": "Tệp “{file}”, dòng {row}: lựa chọn “{word}” có hai lần.",
    "file_too_long": "Tệp “{word}” có quá {most} lựa chọn.",
    "no_media": "Thiếu tệp “{word}” trong thư mục “media” của khảo sát.",
    "no_name": "Câu hỏi này chưa có tên.",
    "bad_name": (
        "Tên “{word}” phải bắt đầu bằng chữ cái, chỉ gồm chữ, số và dấu gạch dưới, "
        "không có dấu cách."
    ),
    "long_name": "Tên “{word}” dài quá 60 ký tự.",
    "repeated_name": "Tên “{word}” đã dùng ở dòng {other}. Mỗi câu hỏi phải có tên riêng.",
    "no_label": "Câu hỏi này chưa có nội dung bằng ngôn ngữ mặc định.",
    "appearance": "Kiểu hiện “{word}” phần mềm chưa dùng được với loại câu hỏi này.",
    "group_end": "Có “{word}” nhưng không có “{begin}” nào đang mở.",
    "group_open": "Nhóm “{word}” mở ở đây nhưng không có “{wanted}”.",
    "wrong_end": "Nhóm “{word}” mở ở dòng {other} phải đóng bằng “{wanted}”.",
    "group_required": "Nhóm không thể bắt buộc. Hãy ghi “yes” ở từng câu hỏi trong nhóm.",
    "not_on_groups": ("Cột này không dùng được ở dòng mở nhóm. Hãy ghi ở từng câu hỏi trong nhóm."),
    "only_repeats": "Cột này chỉ dùng ở dòng “begin_repeat”.",
    "misplaced": "Cột này không dùng được ở loại dòng này. Chỉ dùng với: {word}.",
    "bad_parameters": "Tham số phải viết dạng “tên=giá trị”, cách nhau bằng dấu cách.",
    "unknown_parameter": "Loại câu hỏi này không có tham số “{word}”.",
    "parameter_whole": "Tham số “{word}” phải là số nguyên.",
    "filter_with_other": "Câu hỏi có “or_other” không dùng được “choice_filter”.",
    "filter_column": (
        "Ký tự thứ {at}: danh sách này không có cột “{word}”. Nếu là chữ thì viết trong dấu nháy."
    ),
    "bad_default": "Giá trị có sẵn “{word}” không hợp với loại câu hỏi này.",
    "bad_trigger": "Viết tên câu hỏi dạng ${{ten_cau_hoi}}; nhiều tên cách nhau bằng dấu phẩy.",
    "no_calculation": "Loại “calculate” cần công thức ở cột này.",
    "last_saved": (
        "Không được lấy câu trả lời của phiếu trước (last-saved), vì nhiều em dùng chung một máy."
    ),
    "most_below_least": "Số này phải từ {word} trở lên, như cột “emnoi::min_choices” đã ghi.",
    "least_above_list": "Danh sách chỉ có {word} lựa chọn.",
    "no_questions": "Phiếu này chưa có câu hỏi nào để trả lời.",
    # our own columns
    "unknown_role": "Không có vai trò “{word}”.",
    "role_type": "Vai trò “{word}” không dùng được với loại câu hỏi này.",
    "repeated_role": "Vai trò “{word}” đã dùng ở dòng {other}. Mỗi phiếu chỉ có một.",
    "anonymous_role": ("Phiếu này ẩn danh nên không được hỏi thông tin riêng (vai trò “{word}”)."),
    "consent_choices": (
        "Câu hỏi đồng ý phải có đúng hai lựa chọn tên là “yes” và “no”, "
        "hoặc dùng loại “acknowledge”."
    ),
    "age_choices": "Lựa chọn của câu hỏi tuổi phải có tên là số tuổi, “{word}” thì không.",
    "bad_number": "Giá trị “{word}” phải là một số từ 1 đến {most}.",
    "bad_card": "Cột này chỉ nhận giá trị “help”, và chỉ ở dòng loại “note”.",
    "not_yes_no": "Giá trị “{word}” phải là “yes” hoặc để trống.",
    # choices
    "choice_no_list": "Lựa chọn này chưa ghi thuộc danh sách nào.",
    "choice_no_name": "Lựa chọn này chưa có tên.",
    "choice_bad_name": (
        "Tên lựa chọn “{word}” chỉ được gồm chữ, số, dấu chấm, gạch ngang, gạch dưới."
    ),
    "choice_repeated": "Lựa chọn “{word}” đã có ở dòng {other} của cùng danh sách.",
    "choice_no_label": "Lựa chọn này chưa có nội dung bằng ngôn ngữ mặc định.",
    # rules, wherever they stand
    "too_long": f"Điều kiện dài quá {LONGEST} ký tự.",
    "too_deep": f"Điều kiện lồng nhau quá {DEEPEST} tầng.",
    "curly_quote": "Ký tự thứ {at}: dùng dấu nháy thẳng ' thay cho dấu nháy cong “{word}”.",
    "open_quote": "Ký tự thứ {at}: dấu nháy mở ra mà không đóng lại.",
    "bad_reference": "Ký tự thứ {at}: viết tên câu hỏi dạng ${{ten_cau_hoi}}.",
    "strange_sign": "Ký tự thứ {at}: không hiểu dấu “{word}”.",
    "unfinished": "Ký tự thứ {at}: điều kiện viết chưa xong.",
    "unexpected": "Ký tự thứ {at}: không chờ “{word}” ở chỗ này.",
    "no_bracket": "Ký tự thứ {at}: thiếu dấu đóng ngoặc “)”.",
    "no_square_bracket": "Ký tự thứ {at}: thiếu dấu đóng ngoặc vuông “]”.",
    "bare_word": "Ký tự thứ {at}: “{word}” phải viết trong dấu nháy, hoặc dạng ${{{word}}}.",
    "unknown_function": "Ký tự thứ {at}: không có hàm “{word}”.",
    "argument_count": "Ký tự thứ {at}: hàm “{word}” nhận số phần khác thế này.",
    "pattern_not_text": "Ký tự thứ {at}: mẫu của hàm regex phải viết sẵn trong dấu nháy.",
    "bad_pattern": (
        "Ký tự thứ {at}: mẫu “{word}” của hàm regex viết sai, hoặc có phần phần mềm không hiểu. "
        "Chỉ dùng chữ, [ ], ( ), |, . * + ? và số lần {{2,5}}."
    ),
    "unsupported_function": "Ký tự thứ {at}: phần mềm này không dùng hàm “{word}”.",
    "unknown_axis": (
        "Ký tự thứ {at}: không đi được theo “{word}::”. Chỉ có child, parent, self và "
        "descendant-or-self."
    ),
    "not_nodes": (
        "Ký tự thứ {at}: “{word}” cần câu hỏi dạng ${{ten_cau_hoi}}, không nhận chữ hay số "
        "viết sẵn."
    ),
    "not_quoted": "Ký tự thứ {at}: hàm “{word}” cần tên danh sách viết sẵn trong dấu nháy.",
    "bad_layout": (
        "Ký tự thứ {at}: cách viết ngày “{word}” có ký hiệu lạ. Chỉ dùng %Y %y %m %n %b %d %e %a, "
        "và %H %h %M %S %3 cho giờ."
    ),
    "unknown_digest": "Ký tự thứ {at}: không có cách tính “{word}” cho hàm digest.",
    "number_too_large": "Ký tự thứ {at}: số này lớn quá.",
    "unknown_itext": (
        "Ký tự thứ {at}: phiếu không có lời nào mang mã “{word}”. Mã có dạng "
        "“/data/ten_nhom/ten_cau_hoi:label”, hoặc “ten_danh_sach-0” cho lựa chọn đầu tiên."
    ),
    "unknown_reference": "Ký tự thứ {at}: không có câu hỏi tên “{word}”.",
    "note_reference": "Ký tự thứ {at}: “{word}” là lời dẫn, không có câu trả lời.",
    "circle": "Các điều kiện, công thức nối vòng tròn: {word}.",
    # the standard's own reader
    "repeated_anywhere": "Tên “{word}” dùng cho nhiều câu hỏi. Mỗi câu hỏi phải có tên riêng.",
    "reserved_name": "Tên “{word}” đã dành cho việc khác. Hãy chọn tên khác.",
    "bad_name_here": "Tên phải bắt đầu bằng chữ cái, chỉ gồm chữ, số và dấu gạch dưới.",
    "unknown_reference_here": "Không có câu hỏi tên “{word}”.",
    "end_here": "Có dòng đóng nhóm nhưng không có nhóm nào đang mở.",
    "open_here": "Nhóm “{word}” mở ra nhưng không có dòng đóng.",
    "unknown_list_here": "Không có danh sách lựa chọn “{word}”.",
    "bad_reference_here": "Viết tên câu hỏi dạng ${{ten_cau_hoi}}.",
    "choice_repeated_here": "Lựa chọn này có hai lần trong cùng danh sách.",
    "repeated_but_case": "Tên “{word}” chỉ khác tên một câu hỏi khác ở chữ hoa, chữ thường.",
    "table_lists": "Các câu trong nhóm “table-list” phải dùng chung một danh sách (“{word}”).",
    "table_filter": "Câu hỏi trong nhóm “table-list” không dùng được “choice_filter”.",
    "big_image_alone": "Có “big-image” thì phải có “image”.",
    "parameter_true_false": "Tham số “{word}” phải là true hoặc false.",
    "seed_alone": "Tham số “seed” chỉ dùng cùng với “randomize=true”.",
    "bad_seed": "Tham số “seed” phải là một số hoặc ${{ten_cau_hoi}}.",
    "bad_app": "Tham số “app” phải là tên gói ứng dụng Android. Hãy xóa tham số này.",
    "parameter_number": "Tham số “{word}” phải là một số.",
    "parameter_zero": "Tham số “{word}” không được là 0.",
    "parameter_large": "Tham số “{word}” lớn hơn khoảng từ “start” đến “end”.",
    "parameter_multiple": "Tham số “{word}” phải là bội số của “step”.",
    "parameter_outside": "Tham số “{word}” phải nằm giữa “start” và “end”.",
    "label_list": "Tham số “tick_labelset” phải là tên một danh sách trong trang tính “choices”.",
    "label_ends": "Với kiểu “no-ticks”, danh sách lời chỉ gồm hai lời, ở “start” và ở “end”.",
    "range_looks": (
        "“tick_interval”, “placeholder”, “tick_labelset” chỉ dùng với kiểu hiện “vertical”, "
        "“no-ticks” hoặc để trống. Với “rating”, hãy ghi danh sách lời ở cột “emnoi::words”."
    ),
    "label_numbers": "Tên các lời của thước kéo phải là số.",
    "label_outside": "Tên các lời của thước kéo phải nằm giữa “start” và “end”.",
    "label_steps": "Tên các lời của thước kéo phải trùng với các vạch của thước.",
    "spaced_header": "Tên cột trong trang này không được có dấu cách.",
    "entities_here": (
        "Phần “entities” hoặc cột “save_to” chưa đúng chuẩn. "
        "Phần mềm không dùng đến phần này: hãy sửa hoặc xóa."
    ),
    "omitted_identifier": "Không dùng “omit_instanceID” cùng với “public_key”.",
    "standard": "Chỗ này chưa đúng chuẩn XLSForm. Hãy so với một phiếu mẫu có sẵn.",
}


def say(kind: str, word: str = "", **details: object) -> str:
    """Return the sentence for *kind*; *word* is the piece of the form it is about."""
    return SENTENCES[kind].format(word=word, **details)


def say_expression(error: ExpressionError) -> str:
    """Return the sentence for an expression that cannot be used."""
    return say(error.kind, error.word, at=error.at)
