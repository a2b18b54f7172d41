"""Words the finders know: family names, given names, titles, words that end a name.

Plain general knowledge of Vietnamese; nothing here names a place or a person.
Names are written as children write them, in lower case; the accented form and
the form without any accent both count (``variants``), other accents do not:
"thầy" and "thay" may be a teacher, "thấy" never is.
"""

from __future__ import annotations

from webapp.base.text import fold


def variants(words: str) -> frozenset[str]:
    """Return every word of *words* with its accents and without any; _ is a space."""
    plain = exactly(words)
    return plain | frozenset(fold(word) for word in plain)


def exactly(words: str) -> frozenset[str]:
    """Return every word of *words* as it is written; _ is a space."""
    return frozenset(word.replace("_", " ") for word in words.split())


FAMILY_NAMES = variants(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đào cao "
    "lương tạ thái tô chu lô vi và lầu vừ xồng moong cụt hờ lữ kha lang hà tăng trương đậu "
    "đoàn mạc nghiêm quách phùng thạch kiều từ tôn lưu la lâm mai bạch châu doãn hứa khổng "
    "nhữ ninh ông phó sầm tống triệu viên vương xa"
)

GIVEN_NAMES = variants(
    "an anh ánh ân bách bảo bắc bích bình cảnh cẩm châu chi chiến chính chung công cúc cường "
    "danh dân diễm diệp diệu doanh du dung duy duyên dũng dương đan đào đạo đạt đăng điền điệp "
    "định đoan đô đông đồng đức giang giáp gia hà hạ hải hạnh hằng hân hậu hiên hiền hiển hiệp "
    "hiếu hoa hoà hòa hoài hoan hoàn hoàng hồng huân huế huệ hùng huy huyền hưng hương hường "
    "hữu kha khang khánh khải khiêm khoa khôi khuê kiên kiệt kiều kim kỳ lam lan lâm lập lân "
    "lệ liên liễu linh loan long lộc lợi luân luận lương ly lý mai mạnh mẫn mậu mi minh mơ mỹ "
    "my na nam nga ngà ngân nghi nghĩa ngọc nguyên nguyệt nhã nhàn nhân nhật nhi nhung như "
    "ninh nương oanh phát phong phú phúc phụng phương phượng quân quang quế quốc quý quyên "
    "quyền quyết quỳnh sang sáng sâm sen sinh sơn sương tài tâm tân tấn thái thanh thành thảo "
    "thạch thắm thắng thế thi thiên thiện thịnh thoa thoại thơ thơm thu thuận thuỳ thùy thủy "
    "thuỷ thuý thúy thư thương tiên tiến tiệp tín tình toàn toản trà trang trâm trân trí triết "
    "triều trinh trọng trung trúc trường tú tuấn tuệ tùng tuyên tuyền tuyết tường tư uyên vân "
    "vi viên việt vinh vĩ vũ vương vy vỹ xuân xuyến ý yên yến"
)

# "bạn nam" is a boy, "anh hùng" a hero; "ông bà", "bà con" are words of their own.
NOT_NAMES_AFTER = {
    "bạn": variants("nam tốt thân hiền"),
    "ban": variants("nam tốt thân hiền be"),
    "anh": variants("em chị hùng"),
    "ông": variants("bà"),
    "ong": variants("bà"),
    "em": variants("hoa tình toàn hay"),
    "bà": variants("con"),
    "con": variants("đường sông mương"),
}

TITLES = variants(
    "cô thầy bạn em anh chị ông bà bác chú dì cậu mợ thím bố mẹ bé con cháu mẫu giáo_viên "
    "cô_giáo thầy_giáo cô_hiệu_trưởng thầy_hiệu_trưởng hiệu_trưởng hiệu_phó lớp_trưởng "
    "lớp_phó tổ_trưởng chủ_tịch phó_chủ_tịch bí_thư trưởng_thôn xóm_trưởng trưởng_xóm "
    "bác_sĩ y_tá đồng_chí chủ_nhiệm tổng_phụ_trách bảo_vệ công_an bạn_thân bạn_cùng_lớp "
    "anh_trai chị_gái em_gái em_trai thằng đứa"
)

# After "tên là" whatever follows is a name until one of these, or a sign, comes.
ENDS_A_NAME = variants(
    "và ở học lớp năm tuổi ạ nhé em con cháu mình tớ tôi trường là có không thì mà nên vì của "
    "rất đang đã sẽ muốn thích mong được bị cũng với cùng hay nhà xóm thôn hiện này kia "
    "đấy đó nha nhà_em sinh quê trong ngoài cho để khi đánh bắt nạt trêu dạy làm hay_là"
)

# Capitalised words that stand after a title or a level of school without being a
# name.  Only with their accents: "Doi" may be a place and "Minh" a person.
CAPITAL_BUT_NO_NAME = exactly(
    "giám hiệu trưởng phó trường đoàn đội chủ tịch sở bộ ubnd hđnd công văn phòng ban xã "
    "huyện tỉnh nhà nước việt bác hồ em mình tôi tớ con cháu anh chị cô thầy ông bà và "
    "tổng phụ trách giáo viên tiểu học trung học cơ sở phổ thông mầm non thcs thpt th mn uỷ ủy "
    "nhân dân lớp hội khi nếu tháng hôm nay đến trong ở có là không thì"
)

# Given names that are everyday words in lower case: no name then, whatever stands before.
EVERYDAY_WORDS = variants("sang như chung thương quý định mơ thi công tiến sinh an thành tự")

# Words that do not identify but make a text more urgent to read.
TROUBLE = (
    "chết",
    "tự tử",
    "không muốn sống",
    "đánh",
    "đấm",
    "bắt nạt",
    "dọa",
    "doạ",
    "sợ",
    "khóc",
    "chửi",
    "mắng",
    "trêu",
    "chế giễu",
    "tẩy chay",
    "cô lập",
    "bỏ học",
    "bỏ nhà",
    "buồn lắm",
    "rất buồn",
    "một mình",
    "chán sống",
    "lừa",
    "ép",
    "bắt uống",
    "hút thuốc",
    "rượu",
    "người lạ",
)
