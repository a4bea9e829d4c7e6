"""What the guard says of a file: a code, what becomes of the file, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_SAVE_AS = "Mở tệp bằng Excel hoặc LibreOffice, chọn “Lưu thành…” kiểu .xlsx rồi gửi lại"
_OWN_FORM = "Chép số liệu vào biểu mẫu trong thư mục “bieu-mau” của đơn vị rồi gửi lại"


class Fate(StrEnum):
    """What becomes of a file."""

    ACCEPT = "accept"
    """It may be opened."""
    RETURN = "return"
    """It goes back to its sender with the message."""
    QUARANTINE = "quarantine"
    """It goes back with the message, and a copy is put aside for the office to look at."""
    ERASE = "erase"
    """It must not be kept anywhere."""


@dataclass(frozen=True)
class Verdict:
    """What the guard says of one file.

    Attributes:
        code: stable id of the gate that stopped it, or ``DUOC-NHAN``.
        message: Vietnamese sentence that says what to do; empty if it is accepted.
        fate: what becomes of it.
    """

    code: str
    message: str
    fate: Fate


ACCEPTED = Verdict("DUOC-NHAN", "", Fate.ACCEPT)

_RETURNED = {
    "TEP-RONG": "Tệp rỗng, không có nội dung. Lưu lại biểu mẫu rồi gửi lại.",
    "TEP-QUA-LON": (
        "Tệp lớn quá mức cho phép ({megabytes} MB). Xóa ảnh và trang không dùng rồi gửi lại."
    ),
    "TEP-XLS-CU": f"Tệp theo kiểu Excel cũ (.xls). {_SAVE_AS}.",
    "TEP-CO-MAT-KHAU": "Tệp đặt mật khẩu nên không mở được. Bỏ mật khẩu, lưu và gửi lại.",
    "TEP-OFFICE-CU": f"Tệp theo kiểu Office cũ, không phải bảng tính .xlsx. {_OWN_FORM}.",
    "TEP-XLSB": f"Tệp theo kiểu Excel nhị phân (.xlsb). {_SAVE_AS}.",
    "TEP-ODS": f"Tệp theo kiểu OpenDocument (.ods). {_SAVE_AS}.",
    "TEP-XML-2003": f"Tệp theo kiểu XML của Excel 2003. {_SAVE_AS}.",
    "TEP-PDF": f"Tệp là PDF, không đọc được số liệu. {_OWN_FORM}.",
    "TEP-WORD": f"Tệp là văn bản Word, không phải bảng tính. {_OWN_FORM}.",
    "TEP-TRINH-CHIEU": f"Tệp là bản trình chiếu, không phải bảng tính. {_OWN_FORM}.",
    "TEP-WEB": f"Tệp là trang web (HTML) mang tên bảng tính. {_SAVE_AS}.",
    "TEP-VAN-BAN": f"Tệp là văn bản thô (CSV, TXT), không phải biểu mẫu. {_OWN_FORM}.",
    "TEP-ANH": f"Tệp là ảnh, không đọc được số liệu. {_OWN_FORM}.",
    "TEP-NEN": "Tệp là tệp nén. Giải nén và gửi từng biểu mẫu .xlsx.",
    "TEP-LA": f"Tệp không phải bảng tính .xlsx. {_OWN_FORM}.",
    "TEP-HONG": (
        "Tệp bị hỏng, có thể do chép hoặc tải chưa xong. Mở thử, lưu lại và gửi lại; nếu không "
        "mở được thì lấy biểu mẫu mới để điền."
    ),
    "TEP-QUA-NHIEU-O": (
        "Tệp có quá nhiều ô (có thể do định dạng cả trang). Lấy biểu mẫu mới, chỉ điền vào các ô "
        "màu kem rồi gửi lại."
    ),
    "TEP-O-NGOAI-VUNG": (
        "Có dữ liệu ở rất xa biểu mẫu (ngoài cột DZ hoặc dưới dòng 9.999). Xóa các dữ liệu đó "
        "rồi gửi lại."
    ),
    "TEP-GOP-O": "Có vùng gộp ô hoặc liên kết quá rộng. Bỏ gộp ô, bỏ liên kết rồi gửi lại.",
    "TEP-O-QUA-DAI": "Có ô chứa văn bản quá dài, lặp lại nhiều lần. Rút gọn rồi gửi lại.",
    "TEP-CO-MACRO": f"Tệp có macro nên không được mở. {_SAVE_AS} (không chọn .xlsm).",
    "TEP-CO-LIEN-KET": (
        "Tệp lấy số liệu từ tệp khác hoặc nguồn bên ngoài. Ngắt liên kết (thay công thức bằng "
        "số), lưu và gửi lại."
    ),
    "TEP-CO-NHUNG": (
        "Tệp có nhúng tệp hoặc điều khiển khác bên trong. Xóa các đối tượng đó, lưu và gửi lại."
    ),
}
_QUARANTINED = {
    "TEP-NEN-QUA-NHIEU-MUC": "Tệp có quá nhiều thành phần bên trong.",
    "TEP-NEN-TEN-LA": "Tệp có thành phần mang tên không an toàn.",
    "TEP-NEN-TRUNG-TEN": "Tệp có các thành phần trùng tên nhau.",
    "TEP-NEN-MA-HOA": "Tệp có thành phần bị mã hóa.",
    "TEP-NEN-QUA-CO": "Tệp khi mở ra lớn bất thường so với cỡ của nó.",
    "TEP-XML-KHAI-BAO": "Tệp có khai báo XML không an toàn (DOCTYPE hoặc ENTITY).",
    "TEP-XML-BANG-MA": "Tệp dùng bảng mã khác UTF-8.",
    "TEP-QUA-NANG": "Tệp chiếm quá nhiều bộ nhớ khi mở.",
    "TEP-QUA-LAU": "Tệp mở quá lâu mà không xong.",
    "TEP-LAM-DUNG-MAY": "Tệp làm chương trình đọc bảng tính dừng đột ngột.",
}
_KEPT_ASIDE = (
    " Tệp không được mở và đã được giữ riêng để văn phòng kiểm tra. Lấy biểu mẫu mới trong thư mục "
    "“bieu-mau”, điền lại rồi gửi."
)
_ERASED = {
    "TEP-MAT": (
        "Tệp có dấu chỉ độ mật ({mark}). Hệ thống này không được nhận bí mật nhà nước: tệp đã bị "
        "xóa, không lưu lại. Xử lý theo quy định về bảo vệ bí mật nhà nước và báo ngay Văn phòng "
        "Đảng ủy; nếu ghi nhầm thì bỏ dấu đó rồi gửi lại."
    ),
}


def verdict(code: str, **told: str) -> Verdict:
    """The verdict with that code."""
    if code in _RETURNED:
        return Verdict(code, _RETURNED[code].format(**told), Fate.RETURN)
    if code in _QUARANTINED:
        return Verdict(code, _QUARANTINED[code] + _KEPT_ASIDE, Fate.QUARANTINE)
    return Verdict(code, _ERASED[code].format(**told), Fate.ERASE)
