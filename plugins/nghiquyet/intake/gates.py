"""The register of all gates a file passes, in their order: data, no logic.

Whoever adds a gate adds its line here; ``docs/gates.md`` is written from it. Of several things
wrong with a file the first in this order is told. Codes that other rooms raise stand here
without a message: the room named in ``told_by`` writes it, because it names cells and months.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_SAVE_AS = "Mở tệp bằng Excel hoặc LibreOffice, chọn “Lưu thành…” kiểu .xlsx rồi gửi lại"
_OWN_FORM = "Chép số liệu vào biểu mẫu trong thư mục “bieu-mau” của đơn vị rồi gửi lại"
_NEW_COPY = "Lấy biểu mẫu mới trong thư mục “bieu-mau”, điền lại rồi gửi"


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
    WAIT = "wait"
    """It is kept under a failure id until it is run again."""
    LEAVE = "leave"
    """It stays where it lies."""


@dataclass(frozen=True)
class Gate:
    """One thing that stops a file, or that is told of it.

    Attributes:
        code: stable id.
        fate: what becomes of the file.
        message: Vietnamese sentences that say what to do; empty if another room writes them.
        told_by: the room's module that writes them.
        may_pass: the finding may also be a mere warning, with which the file is accepted.
    """

    code: str
    fate: Fate
    message: str = ""
    told_by: str = ""
    may_pass: bool = False


def _returned(code: str, message: str) -> Gate:
    return Gate(code, Fate.RETURN, message)


def _quarantined(code: str, message: str) -> Gate:
    return Gate(code, Fate.QUARANTINE, f"{message} {_NEW_COPY}.")


def _told_by(module: str, *codes: str, fate: Fate = Fate.RETURN, may_pass: bool = False) -> Steps:
    return tuple(Gate(code, fate, told_by=module, may_pass=may_pass) for code in codes)


Steps = tuple[Gate, ...]

GATES: dict[str, Steps] = {
    "secrecy mark": (
        Gate(
            "TEP-MAT",
            Fate.ERASE,
            "Tệp có dấu chỉ độ mật ({mark}). Hệ thống này không được nhận bí mật nhà nước. Xử lý "
            "theo quy định về bảo vệ bí mật nhà nước và báo ngay Văn phòng Đảng ủy; nếu ghi nhầm "
            "thì bỏ dấu đó rồi gửi lại.",
        ),
    ),
    "size of the file": (
        _returned("TEP-RONG", "Tệp rỗng, không có nội dung. Lưu lại biểu mẫu rồi gửi lại."),
        _returned(
            "TEP-QUA-LON",
            "Tệp lớn quá mức cho phép ({megabytes} MB). Xóa ảnh và trang không dùng rồi gửi lại.",
        ),
    ),
    "kind, by its first bytes": (
        _returned(
            "TEP-CO-MAT-KHAU", "Tệp đặt mật khẩu nên không mở được. Bỏ mật khẩu, lưu và gửi lại."
        ),
        _returned("TEP-PDF", f"Tệp là PDF, không đọc được số liệu. {_OWN_FORM}."),
        _returned("TEP-ANH", f"Tệp là ảnh, không đọc được số liệu. {_OWN_FORM}."),
        _returned("TEP-WORD", f"Tệp là văn bản Word, không phải bảng tính. {_OWN_FORM}."),
        _returned("TEP-TRINH-CHIEU", f"Tệp là bản trình chiếu, không phải bảng tính. {_OWN_FORM}."),
        _returned("TEP-WEB", f"Tệp là trang web (HTML) mang tên bảng tính. {_SAVE_AS}."),
        _returned(
            "TEP-VAN-BAN", f"Tệp là văn bản thô (CSV, TXT), không phải biểu mẫu. {_OWN_FORM}."
        ),
        _returned("TEP-XML-2003", f"Tệp theo kiểu XML của Excel 2003. {_SAVE_AS}."),
        _returned("TEP-ODS-PHANG", f"Tệp theo kiểu OpenDocument phẳng (.fods). {_SAVE_AS}."),
        _returned("TEP-XLSB", f"Tệp theo kiểu Excel nhị phân (.xlsb). {_SAVE_AS}."),
        _returned("TEP-XLS-CU", f"Tệp theo kiểu Excel 95 hoặc cũ hơn. {_SAVE_AS}."),
        _returned("TEP-OFFICE-CU", f"Tệp theo kiểu Office cũ, không phải bảng tính. {_OWN_FORM}."),
        _returned(
            "TEP-LOI-TAT",
            "Tệp chỉ là lối tắt (shortcut) dẫn tới tệp khác, bên trong không có số liệu. Tìm tệp "
            "gốc, chép chính tệp đó vào thư mục “gui” để gửi.",
        ),
        _returned("TEP-NEN", "Tệp là tệp nén. Giải nén và gửi từng biểu mẫu .xlsx."),
        _returned("TEP-LA", f"Tệp không phải bảng tính. {_OWN_FORM}."),
    ),
    "members of the archive": (
        _quarantined(
            "TEP-NEN-QUA-NHIEU-MUC", "Tệp có quá nhiều thành phần bên trong nên không được mở."
        ),
        _quarantined(
            "TEP-NEN-TEN-LA", "Tệp có thành phần mang tên không an toàn nên không được mở."
        ),
        _quarantined(
            "TEP-NEN-TRUNG-TEN", "Tệp có các thành phần trùng tên nhau nên không được mở."
        ),
        _quarantined("TEP-NEN-MA-HOA", "Tệp có thành phần bị mã hóa nên không được mở."),
        Gate(
            "TEP-KHAI-SAI",
            Fate.QUARANTINE,
            "Cấu tạo bên trong tệp không khớp nhau nên không được mở; hay gặp khi tệp bị chép, tải "
            "hoặc chuyển qua thư điện tử làm thêm bớt. Thường chỉ cần mở lại tệp bằng Excel hoặc "
            "LibreOffice, kiểm tra số liệu còn đủ, lưu lại rồi gửi. Nếu không mở được thì lấy biểu "
            "mẫu mới trong thư mục “bieu-mau”, điền lại rồi gửi.",
        ),
    ),
    "unpacked size and ratio": (
        _quarantined(
            "TEP-NEN-QUA-CO", "Tệp khi mở ra lớn bất thường so với cỡ của nó nên không được mở."
        ),
    ),
    "markup and encodings": (
        _quarantined(
            "TEP-XML-KHAI-BAO", "Tệp có khai báo XML không an toàn (DOCTYPE) nên không được mở."
        ),
        _quarantined("TEP-XML-BANG-MA", "Tệp dùng bảng mã khác UTF-8 nên không được mở."),
        _returned(
            "TEP-HONG",
            "Tệp bị hỏng, có thể do chép hoặc tải chưa xong. Mở thử, lưu lại và gửi lại; nếu "
            "không mở được thì lấy biểu mẫu mới để điền.",
        ),
    ),
    "coordinates, cells, merged and linked areas": (
        _returned(
            "TEP-O-GIO",
            "Có ô chứa con số rất lớn nhưng định dạng là giờ hoặc ngày nên không đọc được. Chọn "
            "lại định dạng các ô số liệu là Số (Number), kiểm tra con số, lưu và gửi lại.",
        ),
        _returned(
            "TEP-QUA-NHIEU-O",
            "Tệp có quá nhiều ô (có thể do định dạng cả trang). Lấy biểu mẫu mới, chỉ điền vào "
            "các ô màu kem rồi gửi lại.",
        ),
        _returned(
            "TEP-O-NGOAI-VUNG",
            "Có dữ liệu ở rất xa biểu mẫu (ngoài cột DZ hoặc dưới dòng 9.999, hoặc xa như vậy "
            "trên nhiều trang). Xóa các dữ liệu đó rồi gửi lại.",
        ),
        _returned(
            "TEP-GOP-O", "Có vùng gộp ô hoặc liên kết quá rộng. Bỏ gộp ô, bỏ liên kết rồi gửi lại."
        ),
        _returned(
            "TEP-O-QUA-DAI",
            "Có ô chứa văn bản quá dài, lặp lại nhiều lần. Rút gọn rồi gửi lại.",
        ),
    ),
    "macros, external links, embedded objects": (
        _returned(
            "TEP-CO-MACRO", f"Tệp có macro nên không được mở. {_SAVE_AS} (không chọn .xlsm)."
        ),
        _returned(
            "TEP-CO-LIEN-KET",
            "Có ô lấy số liệu từ tệp khác hoặc từ nguồn bên ngoài, máy không đọc theo được. Gõ "
            "thẳng con số vào ô thay cho công thức đó (hoặc trong Excel: Data, Edit Links, Break "
            "Link), xóa các tên và kết nối còn lại nếu có, lưu và gửi lại.",
        ),
        _returned(
            "TEP-CO-NHUNG",
            "Tệp có nhúng tệp hoặc điều khiển khác bên trong. Xóa các đối tượng đó, lưu và gửi "
            "lại.",
        ),
    ),
    "the reader, in its cage": (
        _quarantined("TEP-QUA-NANG", "Tệp quá nặng: máy hết bộ nhớ dành cho việc đọc tệp."),
        _quarantined("TEP-QUA-LAU", "Đọc tệp quá lâu nên phải dừng lại giữa chừng."),
        _quarantined("TEP-LAM-DUNG-MAY", "Tệp làm chương trình đọc bị dừng đột ngột."),
    ),
    "what a program left unfinished": (
        _returned(
            "TEP-TAM",
            "Tên tệp cho biết đây là tệp tạm hoặc bản sao tự động mà một chương trình để lại, nên "
            "không được đọc. Mở báo cáo bằng Excel hoặc LibreOffice, chọn “Lưu thành…” kiểu .xlsx "
            "rồi gửi lại.",
        ),
    ),
    "is it our form; which office, unit, period, template": _told_by(
        "intake.identity",
        "DANH-TINH-KHONG-CO",
        "DANH-TINH-NHIEU",
        "DANH-TINH-CAP-UY",
        "DANH-TINH-DON-VI",
        "DANH-TINH-NHAM-THU-MUC",
        "DANH-TINH-TRAI-NHAU",
        "DANH-TINH-KY-SAU",
        "DANH-TINH-NGOAI-DANH-SACH",
        "DANH-TINH-KY-DA-DONG",
        "DANH-TINH-MAU-CU",
        "DANH-TINH-MAU-MOI",
    ),
    "sheets, columns and lines of the form": (
        *_told_by(
            "workbook.form_findings",
            "BIEU-TRANG",
            "BIEU-TIEU-DE",
            "BIEU-COT",
            "BIEU-DONG",
            may_pass=True,
        ),
        *_told_by("workbook.form_findings", "BIEU-TRUNG"),
        *_told_by("workbook.form_findings", "BIEU-KY-TU-AN", may_pass=True),
        *_told_by("workbook.personal_columns", "BIEU-CA-NHAN"),
        *_told_by(
            "workbook.form_findings", "BIEU-NHAN", "BIEU-BAN-SAO", "BIEU-O", fate=Fate.ACCEPT
        ),
        *_told_by("workbook.form_findings", "BIEU-PHONG-CU", fate=Fate.ACCEPT),
    ),
    "content": _told_by("validation.findings", "TEP-TRONG"),
    "nothing that its sender did": (
        Gate("SU-CO", Fate.WAIT, told_by="pipeline.receipts"),
        Gate(
            "TEP-KHONG-LAY-DUOC",
            Fate.LEAVE,
            "Không lấy được tệp khỏi thư mục, có thể vì thư mục chỉ cho đọc. Chép tệp vào thư mục "
            "“gui” để gửi; nếu vẫn vậy thì báo Văn phòng Đảng ủy.",
        ),
        Gate(
            "TEP-KHONG-DOC-DUOC",
            Fate.LEAVE,
            "Không đọc được tệp: không có tệp đó, tệp không có quyền đọc, hoặc không phải là tệp. "
            "Kiểm tra lại đường dẫn; cần gửi thì chép tệp vào thư mục “gui”.",
        ),
    ),
}
BY_CODE = {gate.code: gate for steps in GATES.values() for gate in steps}
ORDER = {code: place for place, code in enumerate(BY_CODE)}
