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


_FAMILIES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đào cao "
    "lương tạ thái tô chu lô vi và lầu vừ xồng moong cụt hờ lữ kha lang hà tăng trương đậu "
    "đoàn mạc nghiêm quách phùng thạch kiều từ tôn lưu la lâm mai bạch châu doãn hứa khổng "
    "nhữ ninh ông phó sầm tống triệu viên vương xa giàng sùng thào thò mùa vàng lò quàng tòng "
    "lường lèo ốc ven ngân khương cù đàm giáp âu bàn chẩu đèo lộc mã ma mông triệu hạng"
)
FAMILY_NAMES = variants(_FAMILIES)
FAMILY_EXACT = exactly(_FAMILIES)

# Hmong families: "a", "y" or "bá" and any word after them is a name, in lower case too.
HMONG_FAMILIES = exactly("vừ xồng lầu hờ thò giàng sùng thào mùa vàng và già cứ hạ lỳ vu xong lau")
HMONG_MIDDLES = exactly("a y bá seo ba")

_GIVEN = (
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
GIVEN_NAMES = variants(_GIVEN)
GIVEN_EXACT = exactly(_GIVEN)

# What a given name in lower case and the word after it are together: no name then.
COMPOUNDS = variants(
    "thanh_niên bình_tĩnh hoa_phượng hoa_hồng hoa_quả minh_họa trang_trí trang_phục linh_tinh "
    "thu_học tâm_sự tâm_lý phong_trào nghĩa_vụ trí_tuệ hòa_bình hòa_đồng quang_cảnh sơn_lại "
    "sơn_tường kiên_nhẫn mạnh_dạn mạnh_mẽ tuyết_rơi mai_sau hùng_biện hằng_ngày hằng_năm hải_sản "
    "long_trọng dũng_cảm cường_độ lộc_lá lâm_nghiệp thủy_lợi thúy_thủ lợi_dụng lợi_ích phúc_lợi "
    "trường_học hàng_xóm cầu_lông quần_áo hương_thơm yên_tĩnh yên_tâm yến_tiệc quốc_gia quốc_kỳ "
    "mỹ_thuật giáp_ranh"
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
    "anh_trai chị_gái em_gái em_trai thằng đứa nhỏ cu bn thk thg má mế mệ mụ lão dượng o vợ "
    "chồng crush bf gf ny phụ_huynh thư_viện giám_thị bạn_gái bạn_trai bé_út em_út chị_hai "
    "anh_hai cô_út học_sinh bí_thư_đoàn bảo_mẫu già_làng ku hộ bọn tụi nhóm_của"
)

# One letter stands for a title only where a known given name with a capital follows.
SHORT_TITLES = exactly("c t a b o e th")

# After "tên là" whatever follows is a name until one of these, or a sign, comes.
ENDS_A_NAME = variants(
    "và ở học lớp năm tuổi ạ nhé em con cháu mình tớ tôi trường là có không thì mà nên vì của "
    "rất đang đã sẽ muốn thích mong được bị cũng với cùng hay nhà xóm thôn hiện này kia "
    "đấy đó nha nhà_em sinh quê trong ngoài cho để khi đánh bắt nạt trêu dạy làm hay_là "
    "ns hc lp vs nhma nè nà ơi hoài cứ nhắn gọi ib add sđt sdt zalo fb nghỉ phải trên dưới ai"
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
EVERYDAY_WORDS = exactly(
    "trường sang như chung thương quý định mơ thi công tiến sinh an thành tự bảo hoài hiền lập "
    "nhân "
    "thư trang bình tài tin trong toàn hay vui thông thường thế bằng hân hoan mong đang đăng "
    "ninh giang đông nam nữ sáng tốt hoàn luận cảnh đạo phụ phong tâm tư viên vượng khiêm"
)
# Words of a text without accents that are hardly ever a name after a title that may itself
# be another word there ("co hong" is "có hỏng"), and those that are none after any.
BARE_ANYTHING = variants(
    "lam hoc quy tam hai nam ba thang duong dung dao dinh cong hang mau nga ngan nghi phung tan "
    "tham thong toan tra tri trong truong truc tu van vien vi y hong hien giang duc du doan diem "
    "danh dang dan can gia hoa cay lan loi lon luong mong ngoc ninh quan sang sinh tai thanh the "
    "thi thu thuong tin tinh trang chieu xe bao bang vui moi nhan"
)
BARE_TITLES_SURE = exactly("thay ban bn chu bac ong thang dua co_giao thay_giao bac_si cau")
EVERYDAY_BARE = variants(
    "di la thay cho day tot thich chi nhe nhi thoi chan nhung nhu chung thuong quy dinh thi cong "
    "tien sinh an thanh tu bao hoai lap nhan tin trong toan hay vui the bang mong dang lam truong "
    "danh diem hoc giang truc nghi du thong hang thai quan cam lo viet nhat tho anh nghia "
    "truong hong bac trong"
)

# People everybody knows of, from books, songs and football; written about, never hidden.
FAMOUS = variants(
    "hạc chí_phèo thị_nở dế_mèn dế_choắt lượm dậu thúy_kiều võ_thị_sáu kim_đồng trần_quốc_toản "
    "tố_hữu nguyễn_du quang_hải hồ_chí_minh lê_văn_tám "
    "nguyễn_trãi lý_thường_kiệt quang_trung trần_hưng_đạo phan_bội_châu nguyễn_ái_quốc "
    "xuân_diệu huy_cận xuân_quỳnh tô_hoài nam_cao ngô_tất_tố võ_nguyên_giáp lê_lợi "
    "ngô_quyền đinh_bộ_lĩnh nguyễn_huệ lý_công_uẩn lý_thái_tổ phan_chu_trinh "
    "nguyễn_trường_tộ lý_tự_trọng hồ_xuân_hương nguyễn_nhật_ánh sơn_tùng công_phượng "
    "văn_hậu tiến_linh thánh_gióng thạch_sanh sơn_tinh thủy_tinh lạc_long_quân âu_cơ "
    "tấm_cám phan_đình_giót bế_văn_đàn nguyễn_văn_trỗi phạm_tuân tôn_đức_thắng "
    "nguyễn_thị_minh_khai hà_huy_tập lê_hồng_phong"
)
# Lands, provinces and games whose names look like a person's.
KNOWN_PLACES = variants(
    "việt_nam trung_quốc hàn_quốc triều_tiên hà_nội hồng_hà đông_dương tiếng_anh trung_thu "
    "liên_quân free_fire liên_minh "
    "hoàng_sa trường_sa thái_lan ấn_độ hà_tĩnh thanh_hóa thái_bình an_giang quảng_ninh "
    "ninh_bình nam_định hải_phòng hải_dương hà_giang kiên_giang tiền_giang hậu_giang "
    "bình_dương bình_định quảng_trị quảng_nam quảng_ngãi khánh_hòa phú_yên phú_quốc phú_thọ "
    "vĩnh_phúc vĩnh_long thái_nguyên lâm_đồng đồng_nai tây_ninh nha_trang mỹ_tho hưng_yên"
)

# Before these a capital word is a subject, a land or a feast, not a person.
NO_NAME_AFTER = variants(
    "môn tiếng học dạy giờ tiết nước thành mùa tết đồng sông núi biển bãi trại hội quỹ truyện "
    "phim sách thi miền vùng phố tỉnh huyện xã đảo cầu đường chợ đội tuyển cúp đài báo khu sao "
    "trường thôn xóm bản làng khối khối_phố tổ ấp dốc đèo đập hồ suối khe rừng chùa đền đình "
    "tiểu_học thcs thpt non buôn trạm công_ty bệnh_viện thị_xã thị_trấn phường"
)
# Given names that are as often something else where a capital begins them.
CAPITAL_EVERYDAY = exactly(
    "anh việt nam trung đông bắc hóa lý sinh văn thu xuân đoàn đội bác cô thầy chi đức sử địa hạ "
    "toán tin tết công thành nhà bà ông con em chị an hải tân nhật mỹ thể thái tài vì vi ba như "
    "thư thương bảo hiền mai sáng bình sen điền hoa hè hà hay nhân kim gia"
)

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
