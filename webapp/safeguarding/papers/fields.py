"""What a form may be filled with: every name a template can use, and what it stands for.

The names are Vietnamese without marks, since it is officials who put them into Word.
Nothing is invented: what is not known prints as a line of dots to write on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.safeguarding.rules import Paper

DOTS = "……………………"
# Names in a template → what stands there, as the page of forms explains it.
FIELDS: Mapping[str, str] = {
    "ten_xa": "tên xã",
    "dia_danh": "địa danh ghi trước ngày tháng",
    "tinh": "tên tỉnh",
    "ngay": "ngày lập (hai chữ số)",
    "thang": "tháng lập",
    "nam": "năm lập",
    "can_bo": "họ tên người lập",
    "chuc_vu": "chức vụ người lập",
    "gio_nhan": "giờ nhận thông tin",
    "ngay_nhan": "ngày nhận thông tin",
    "hinh_thuc": "hình thức nhận thông tin",
    "lua_tuoi": "nhóm tuổi của phiếu",
    "ho_ten": "họ tên trẻ (chỉ khi đã mở niêm phong)",
    "ngay_sinh": "ngày sinh (chỉ khi đã mở niêm phong)",
    "truong": "trường (chỉ khi đã mở niêm phong)",
    "lop": "lớp (chỉ khi đã mở niêm phong)",
    "xom": "xóm, thôn (chỉ khi đã mở niêm phong)",
    "nguoi_cham_soc": "người chăm sóc (chỉ khi đã mở niêm phong)",
    "dien_thoai": "điện thoại người chăm sóc (chỉ khi đã mở niêm phong)",
    "han_khan_cap": "hạn mười hai giờ",
    "han_ke_hoach": "hạn lập kế hoạch",
    "danh_gia": "đánh giá đã ghi",
    "muc_do": "mức độ nguy hiểm đã đánh giá",
    "bien_phap": "biện pháp khẩn cấp đã ghi",
    "ke_hoach": "kế hoạch đã ghi",
    "phe_duyet": "ý kiến phê duyệt đã ghi",
    "ra_soat": "kết quả rà soát đã ghi",
}
# Lists: for {%p for d in … %}; after the bar, what each entry has.
LISTS: Mapping[str, str] = {
    "loi_tre": "điều em viết: d.cau_hoi, d.loi",
    "viec_da_lam": "việc đã làm: d.luc, d.ai, d.viec",
    "ban_giao": "các lần bàn giao: d.luc, d.noi, d.nguoi, d.cach, d.so",
}
TITLES: Mapping[Paper, str] = {
    Paper.RECEIVED: "Tiếp nhận thông tin",
    Paper.FIRST_ASSESSMENT: "Đánh giá nguy cơ ban đầu",
    Paper.FULL_ASSESSMENT: "Đánh giá chi tiết, nguyện vọng của trẻ em",
    Paper.PLAN: "Kế hoạch hỗ trợ, can thiệp",
    Paper.APPROVAL: "Quyết định phê duyệt kế hoạch",
    Paper.REVIEW: "Rà soát, đánh giá kết quả",
    Paper.SEPARATION: "Quyết định tạm thời cách ly",
}


@dataclass(frozen=True)
class Known:
    """The values of one filling: single words and lists of entries."""

    single: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]]

    def context(self) -> dict[str, object]:
        """Return what a template sees; what is empty or unknown is a line of dots."""
        single = {name: self.single.get(name, "").strip() or DOTS for name in FIELDS}
        return {**single, **{name: list(self.lists.get(name, ())) for name in LISTS}}


def sample() -> Known:
    """Return invented values that fill every field, for trying a template."""
    entry = {"cau_hoi": "Câu hỏi", "loi": "Lời mẫu", "luc": "07:00 01/01/2026", "ai": "Cán bộ mẫu",
             "viec": "Việc mẫu", "noi": "Nơi mẫu", "nguoi": "Người mẫu", "cach": "Cách mẫu",
             "so": "01"}  # fmt: skip
    return Known({name: f"[{name}]" for name in FIELDS}, {name: [entry] for name in LISTS})
