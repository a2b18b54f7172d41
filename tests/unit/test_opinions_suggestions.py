"""Finding what may identify somebody, measured on invented sentences.

In the corpus ⟦ ⟧ stands around what must be found.  Nothing in it was written by
a child; places and names are made up.
"""

from __future__ import annotations

import re

import pytest

from webapp.opinions.suggesting.suggestion_kinds import Identifies, Why
from webapp.opinions.suggesting.suggestions import Risk, risk_of, suggest, tells_of_trouble
from webapp.opinions.suggesting.word_shapes import folded

CORPUS = """
Cô ⟦Lan⟧ dạy rất hay
cô ⟦lan⟧ dạy toán hay mắng
Thầy ⟦Nguyễn Văn Hùng⟧ hay cho bài khó
thầy ⟦hùng⟧ hay đến muộn
Bạn ⟦Minh⟧ ⟦lớp 7A⟧ hay trêu em
bạn ⟦minh⟧ ⟦lớp 7a⟧ hay trêu em
em tên là ⟦Hoàng Thị Ngọc Ánh⟧
em tên là ⟦ngọc ánh⟧ và em học giỏi
tên em là ⟦bảo⟧ ạ
Em tên ⟦Nam⟧, em muốn có sân bóng
ten em la ⟦tuan anh⟧
mình là ⟦Quỳnh⟧ nè
Họ và tên: ⟦Trần Đức Phúc⟧
Em là ⟦Phương Thảo⟧, em thích vẽ
Bạn thân của em tên là ⟦Khánh Vy⟧
Cô giáo ⟦Thu Hà⟧ chủ nhiệm rất tốt
thầy giáo ⟦Sơn⟧ dạy thể dục
cô hiệu trưởng ⟦Bình⟧ nên xem lại
Thầy hiệu phó ⟦Lê Quang⟧ rất nghiêm
chú ⟦Tư⟧ bảo vệ hay quát
bác ⟦Hai⟧ bán xôi ở cổng trường
ông ⟦Năm⟧ xây lấn ra đường
chị ⟦Hương⟧ bán hàng cho trẻ con mua thuốc lá
anh ⟦Đạt⟧ nhà bên hay phóng xe
chủ tịch ⟦Phan Văn Đức⟧ hứa làm sân
bác sĩ ⟦Yến⟧ khám rất nhẹ tay
lớp trưởng ⟦Gia Bảo⟧ hay ghi tên bạn
công an ⟦Dũng⟧ đã đến trường
em gái ⟦Mai⟧ sợ chó
⟦Nguyễn Thị Thu⟧ ngồi cạnh em hay khóc
⟦Trần Minh Quân⟧ đánh bạn
⟦nguyễn thị hoa⟧ không được đi học
⟦lê văn tám⟧ bỏ học đi làm
⟦Và Bá Rê⟧ không có áo ấm
⟦Lô Thị Xuân⟧ ở nhà trông em
bạn ⟦Lầu Y Pó⟧ nghỉ học
Có ⟦Đặng Hải Yến⟧ biết chuyện này
gọi cho em theo số ⟦0912 345 678⟧
số của mẹ em là ⟦0987654321⟧
gọi ⟦0912.345.678⟧ nhé
sđt: ⟦+84 912 345 678⟧
zalo của bố em ⟦84912345678⟧ ạ
số máy ⟦0 9 1 2 3 4 5 6 7 8⟧
số nhà bàn ⟦0238 3 123 456⟧
máy ⟦091-234-5678⟧
gọi ⟦(+84)912345678⟧
số ⟦không chín một hai ba bốn năm sáu bảy tám⟧
số ⟦khong chin mot hai ba bon nam sau bay tam⟧
căn cước của em là ⟦040312345678⟧
viết cho em: ⟦em.hoc.gioi@thu.example⟧
gửi vào ⟦hoasim2012@gmail.com⟧ giúp em
mail ⟦meocon a còng gmail.com⟧
xem ở ⟦https://facebook.com/nguoinaodo⟧
vào ⟦www.trangcuaem.vn⟧ mà xem
facebook của em là ⟦Cún Con⟧
fb: ⟦meo.u.xinh⟧
zalo em tên ⟦Thỏ Trắng⟧
tiktok của bạn ấy là ⟦@traixinh_2k12⟧
nick liên quân của em là ⟦vuaphatan99⟧
id free fire: ⟦998877665⟧
nhắn ⟦@binhminh.09⟧ nhé
Em học ⟦lớp 6A⟧ ạ
⟦6A⟧ không có quạt
⟦lớp 7A2⟧ nóng lắm
Phòng học ⟦lớp 10 A1⟧ dột
⟦lop 8b⟧ hay bị phạt
các bạn ⟦9C⟧ chặn đường
⟦lớp 5/2⟧ không có rèm
⟦lớp 4.1⟧ ồn ào
⟦Trường Tiểu học Đồi Xanh⟧ thiếu ghế
⟦trường THCS Đồi Xanh⟧ cần nhà xe
⟦trường thcs đồi xanh⟧ cần cây
⟦trường tiểu học đồi xanh⟧ ồn
⟦Trường Mầm non Hoa Sen⟧ gần nhà em
⟦THPT Đồi Xanh 1⟧ xa quá
⟦tiểu học Suối Mơ⟧ không có cổng
em học ⟦trường Suối Mơ⟧
⟦truong thcs Doi Xanh⟧ khong co nuoc
Em ở ⟦xóm 5⟧
nhà em ở ⟦thôn Tân Hợp⟧
⟦xom 12⟧ khong co den duong
⟦bản Na Lầu⟧ không có điện
⟦làng Đồi⟧ hay ngập
⟦tổ dân phố 3⟧ nhiều rác
⟦Xóm Bắc Sơn⟧ có ao sâu
⟦nhà em ở cạnh cây đa đầu làng⟧
⟦nhà em gần trạm bơm cũ⟧, tối lắm
⟦số nhà 12⟧ hay nuôi chó dữ
em ở ⟦ngõ 15⟧
bạn ấy là ⟦con ông Ba⟧ nên không bị phạt
⟦con của cô Thủy⟧ được điểm cao
⟦cháu ông chủ tịch xã⟧ hay bắt nạt
⟦con thầy hiệu trưởng⟧ hay trốn học
⟦con bác Tư⟧ lấy đồ của em
⟦bố em là công an xã⟧
⟦mẹ em làm giáo viên⟧ nên bạn ghét em
⟦mẹ của em làm ở trạm y tế⟧
⟦ông em là xóm trưởng⟧
em sinh ngày ⟦12/3/2013⟧
em sinh năm ⟦2014⟧
ngày sinh: ⟦5-9-2012⟧
Bạn ⟦Hà My⟧ và bạn ⟦Tuệ Nhi⟧ không chơi với em
Cô ⟦Lan⟧, thầy ⟦Hùng⟧ đều tốt
Hôm trước bạn ⟦Tú Anh⟧ ⟦lớp 8C⟧ lấy bút của em mà cô ⟦Hạnh⟧ không phạt
co giao em ten la ⟦Hoa⟧, co rat hien
Em muốn thầy ⟦Toàn⟧ (dạy Lý) giảng chậm lại
Nhà em ở ⟦xóm Đình⟧, gần nhà ông ⟦Sáu⟧, đường rất lầy
Liên hệ với mẹ em: ⟦0355.667.788⟧ (mẹ ⟦Hà⟧)
instagram em là ⟦@_linh.chi_⟧
Em là ⟦con gái của bác Thắng⟧ trưởng thôn
Thằng ⟦Tèo⟧ lớp em hay ăn cắp
em ten ⟦Hung⟧ ⟦lop 6b⟧ ⟦truong Thanh Son⟧
Cô ⟦Phương Anh⟧ và cô ⟦Mỹ Linh⟧ rất tốt với chúng em
Bố em tên ⟦Tuấn⟧ đi làm xa, mẹ em là ⟦Hiền⟧
Ở trường em có thầy giám thị tên ⟦Quyết⟧ rất dữ
số điện thoại nhà em ⟦o912345678⟧
Nhà Bạn ⟦Khoa⟧ có chó dữ
""".strip().splitlines()

CLEAN = """
Em muốn có thêm sân chơi
Nhà vệ sinh trường em bẩn lắm
Con đường đi học hay ngập
Em thấy nhà trường nên trồng cây
thầy cô nên lắng nghe chúng em
Em mong Đoàn xã mở lớp dạy bơi
Bạn nam và bạn nữ dùng chung một nhà vệ sinh
Ông bà và bố mẹ em đi vắng
Em được 9 điểm và 10 điểm
Mỗi tháng đóng 1.500.000 đồng là nhiều
Em gọi 111 thì được giúp
Sáng em dậy lúc 6 giờ 30
Lớp 6 học buổi chiều nóng
Khối 7 không có sân tập
Ban giám hiệu nên xem lại giờ học
Em muốn gặp Chủ tịch xã
Hôm nay 12/10 trời mưa
em là học sinh giỏi
Em chơi facebook nhiều quá
Trường em xa nhà
bản thân em chưa cố gắng
Em thích học Toán và Tiếng Việt
Cô giáo dạy hay
em và các bạn muốn đá bóng
các anh lớp 9 hay chặn đường em ở cầu
Thầy hiệu trưởng hứa sửa nhà vệ sinh
Trạm y tế xã cho em thuốc
Công an xã nên đứng ở cổng trường
Đề nghị Nhà trường mở Thư viện
em như bị bỏ quên
em sang nhà bạn chung xóm chơi
anh hùng của em là bộ đội
Chỗ em không có sân chơi, em toàn chơi ngoài đường
""".strip().splitlines()

_MARKS = re.compile(r"⟦(.*?)⟧")


def wanted(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentence without its marks, and the stretches they stood around."""
    text, spans, last = "", [], 0
    for match in _MARKS.finditer(line):
        text += line[last : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        last = match.end()
    return text + line[last:], spans


def missed(line: str) -> list[str]:
    """Return the marked stretches of which some letter or digit is in no suggestion."""
    text, spans = wanted(line)
    covered = {place for s in suggest(text) for place in range(s.start, s.end)}
    return [
        text[start:end]
        for start, end in spans
        if any(place not in covered for place in range(start, end) if text[place].isalnum())
    ]


def test_the_corpus_is_found_nearly_whole(record_property: pytest.RecordProperty) -> None:
    asked = sum(len(wanted(line)[1]) for line in CORPUS)
    lost = {line: missed(line) for line in CORPUS if missed(line)}
    recall = 1 - sum(map(len, lost.values())) / asked
    record_property("recall", recall)
    assert len(CORPUS) >= 100
    assert recall >= 0.97, f"recall {recall:.3f}: {lost}"


def test_ordinary_sentences_stay_quiet() -> None:
    loud = {line: [line[s.start : s.end] for s in suggest(line)] for line in CLEAN if suggest(line)}
    assert len(loud) <= 1, loud


def test_every_line_of_the_corpus_stays_in_its_bounds() -> None:
    for line in [*CORPUS, *CLEAN]:
        text, _ = wanted(line)
        found = suggest(text)
        assert len(folded(text)) == len(text)
        assert all(0 <= s.start < s.end <= len(text) for s in found)
        assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("gọi 0912 345 678", Identifies.PHONE),
        ("thư a@b.vn", Identifies.EMAIL),
        ("lớp 7A2", Identifies.CLASS),
        ("trường THCS Đồi Xanh", Identifies.SCHOOL),
        ("ở xóm 5", Identifies.HOME),
        ("cô Lan", Identifies.NAME),
        ("con ông Ba", Identifies.FAMILY),
        ("sinh ngày 2/3/2013", Identifies.BIRTH),
    ],
)
def test_each_finding_says_what_it_may_tell(text: str, kind: Identifies) -> None:
    assert [suggestion.kind for suggestion in suggest(text)] == [kind]


def test_only_the_name_is_hidden_and_not_its_title() -> None:
    text = "Cô Lan dạy hay"
    (found,) = suggest(text)
    assert text[found.start : found.end] == "Lan"
    assert found.why is Why.AFTER_TITLE


def test_words_hidden_before_are_suggested_again() -> None:
    (found,) = suggest("Cái bàn gãy", hidden_before=["cái bàn"])
    assert (found.start, found.end, found.why) == (0, 7, Why.HIDDEN_BEFORE)


def test_a_text_all_in_capitals_is_not_all_names() -> None:
    assert suggest("EM MUỐN CÓ SÂN CHƠI VÀ CÔ GIÁO VUI HƠN") == []


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("Em muốn có sân chơi", Risk.PLAIN),
        ("Xóm 5 thiếu đèn", Risk.PLACE),
        ("Cô Lan dạy hay", Risk.PERSON),
        ("Bạn ấy hay đánh em", Risk.TROUBLE),
        ("ban ay hay danh em", Risk.TROUBLE),
    ],
)
def test_risk_puts_trouble_before_persons_before_places(text: str, risk: Risk) -> None:
    assert risk_of(text) is risk


def test_bare_words_mean_trouble_only_in_bare_texts() -> None:
    assert tells_of_trouble("em so lam")
    assert not tells_of_trouble("Điểm số của em so với bạn")


def test_a_line_of_dots_is_read_in_a_moment() -> None:
    # What is quadratic would take minutes here; ``test_slow_texts`` holds the growth.
    assert suggest("đ." * 20_000) == suggest("a-" * 20_000) == []
    assert [one.kind for one in suggest("xem ở...trang.abc-1.vn/em")] == [Identifies.ACCOUNT]
