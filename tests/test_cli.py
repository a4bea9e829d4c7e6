"""The pipeline's steps from a terminal: what they print and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.golden.months import GOLDEN, values_of
from tests.pipeline.months import OFFICE, changed, drop

from nghiquyet.cli import main
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.pipeline import collecting
from nghiquyet.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings.from_environment(
        {"NGHIQUYET_VAR": str(tmp_path), "NGHIQUYET_DATABASE_URL": database_url}
    )


@pytest.fixture
def run(settings: Settings) -> Run:
    """Runs ``nghiquyet`` with arguments over an installation of the test's own."""
    environment = {
        "NGHIQUYET_VAR": str(settings.var),
        "NGHIQUYET_DATABASE_URL": settings.database_url,
    }
    return lambda *arguments: CliRunner().invoke(main, arguments, env=environment)


COMMANDS = ["templates", "collect", "compile", "draft", "check", "load", "withdraw", "status",
            "issue", "tasks", "up", "down", "demo"]  # fmt: skip


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(f"  {name}" in result.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.output.count("\n") > 4


def test_a_month_step_by_step(run: Run, settings: Settings) -> None:
    month = GOLDEN / "2026-01"
    loaded = run("load", "--tasks", str(month / "tasks.yaml"),
                 "--directives", str(month / "directives.yaml"))  # fmt: skip
    assert loaded.output.startswith("Đã nạp 10 nhiệm vụ")
    assert (
        "Đã ghi 2 biểu mẫu" in run("templates", "2026-01", "--unit", "hcc", "--unit", "ca").output
    )
    assert len(list(settings.inbox.glob("ke-sat/*/bieu-mau/*.xlsx"))) == 2

    golden = values_of("2026-01")
    drop(settings, "2026-01", {unit: golden[unit] for unit in ("hcc", "ubkt")})
    report = json.loads(run("collect", "--json", "--settle", "0").output)
    assert sorted(report["accepted_keys"]) == ["ke-sat|hcc|2026-01", "ke-sat|ubkt|2026-01"]
    assert "CHƯA GỬI" in run("status", "2026-01").output

    text = run("compile", "2026-01").output
    assert "Trung tâm Hành chính công tiếp nhận 391 hồ sơ" in text
    folder = Path(run("draft", "2026-01").output.strip())
    assert (folder / "du-thao-nghi-quyet-thang-02-2026.docx").exists()

    assert (
        run(
            "withdraw", "2026-01", "hcc", "--by", "Chánh Văn phòng", "--reason", "gửi nhầm"
        ).exit_code
        == 0
    )
    assert "TTPVHCC" in run("compile", "2026-01").output
    again = run("withdraw", "2026-01", "hcc", "--by", "Chánh Văn phòng", "--reason", "gửi nhầm")
    assert again.exit_code == 2
    assert "chưa có bản nộp nào" in again.output


def test_check_ends_with_one_where_something_must_be_mended(run: Run, settings: Settings) -> None:
    golden = values_of("2026-01")
    drop(settings, "2026-01", {"ubkt": golden["ubkt"]})
    (good,) = settings.inbox.rglob("*.xlsx")
    bad = good.with_name("khac.xlsx")
    bad.write_bytes(b"PK nothing")

    fine = run("check", str(good))
    assert (fine.exit_code, fine.output) == (0, f"{good}: đạt\n")
    both = run("check", str(good), str(bad), "--json")
    assert both.exit_code == 1
    lines = [json.loads(line) for line in both.output.splitlines()]
    assert [line["status"] for line in lines] == ["accepted", "returned"]
    assert good.exists()


def test_check_ends_with_one_over_what_is_not_there_or_is_no_file(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống.xlsx")
    for path in (tmp_path / "khong-co.xlsx", tmp_path / "ống.xlsx"):
        found = run("check", str(path))
        assert found.exit_code == 1
        assert found.output.startswith(f"{path}: không đọc được\n  TEP-KHONG-DOC-DUOC: ")
    assert (run("check", str(tmp_path)).exit_code, run("check").exit_code) == (0, 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("templates", "01/2026"), "không phải một tháng"),
        (("templates", "2026-01", "--office", "xa-khac"), "no such office"),
        (("demo", "--period", "2024-05"), "Không có số liệu mẫu"),
        (("nothing",), "nothing"),
    ],
)
def test_a_wrong_call_ends_with_two_and_says_why(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_a_wrong_definition_is_told_with_its_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "reports" / "offices" / OFFICE
    folder.mkdir(parents=True)
    (folder / "office.yaml").write_text("code: ke-sat\nplaces: x\n", encoding="utf-8")
    monkeypatch.setenv("NGHIQUYET_ROOT", str(tmp_path))
    result = run("compile", "2026-01")
    assert result.exit_code == 2
    assert "reports/offices/ke-sat/office.yaml:2: places: unknown key" in result.output


def test_a_unit_is_named_as_people_write_it(run: Run) -> None:
    assert "Đã ghi 1 biểu mẫu" in run("templates", "2026-01", "--unit", "Công an xã Kẻ Sặt").output
    for command in (
        ("templates", "2026-01", "--unit", "Ban Xây dựng Đảng"),
        ("withdraw", "2026-01", "Ban Xây dựng Đảng", "--by", "Chánh VP", "--reason", "gửi nhầm"),
    ):
        doubtful = run(*command)
        assert doubtful.exit_code == 2
        assert "(mã bxd-t) hay Ban Xây dựng Đảng (tổ chức) (mã bxd-c)?" in doubtful.output
    unsent = run("withdraw", "2026-01", "CB thôn 3", "--by", "Chánh VP", "--reason", "gửi nhầm")
    assert "cb-03 chưa có bản nộp" in unsent.output


def test_who_let_a_warning_pass_is_told_to_who_does_so_again(run: Run, settings: Settings) -> None:
    crimes = {"CA-02b": 1, "CA-02b.ytd": 1}
    drop(settings, "2026-01", {"ca": changed(values_of("2026-01")["ca"], crimes)})
    assert run("collect", "--settle", "0").exit_code == 0
    waive = ("waive", "2026-01", "ca", "CA-R2", "--reason", "Đã bàn", "--by")
    assert "Đã cho qua 1 lưu ý CA-R2 của ca" in run(*waive, "Chánh Văn phòng").output
    again = run(*waive, "Phó Chánh Văn phòng").output
    assert again.startswith("CA-01: đã được Chánh Văn phòng cho qua ngày ")
    assert again.endswith("lý do: Đã bàn. Quyết định đó giữ nguyên, lần này không ghi thêm.\n")


def test_who_reads_only_the_beginning_breaks_nothing() -> None:
    """As in ``nghiquyet rules list | head``: the reader goes before all is printed."""
    program = "import sys; from nghiquyet.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "rules", "list", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        assert listing.stdout.readline()
        listing.stdout.close()
        assert (listing.wait(), listing.stderr.read()) == (0, b"")


def test_what_is_still_being_copied_is_waited_for_by_default_and_told(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(collecting.time, "sleep", waited.append)
    UnitFolder(settings, OFFICE, "ubkt").put_drop("đang chép.xlsx", b"PK")
    output = run("collect").output
    assert "Đang được chép vào, để lần thu sau: đang chép.xlsx." in output
    assert "Đã xử lý 0 tệp" in output
    assert waited == [3.0]
    assert "Đã xử lý 1 tệp" in run("collect", "--settle", "0").output
