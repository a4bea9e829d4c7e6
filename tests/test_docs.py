"""The documentation is true: what it names exists, and its examples do what it says."""

from __future__ import annotations

import importlib
import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from tests.database import clone
from tests.golden.months import values_of
from tests.how_to import (
    PAGES,
    ROOT,
    Mistake,
    copy_of_declarations,
    examples,
    mistakes,
    without_places,
)
from tests.pipeline.months import OFFICE, changed, drop

import nghiquyet_offices
from nghiquyet import pipeline
from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.catalogue.proper_names import load_proper_names
from nghiquyet.catalogue.style import load_style
from nghiquyet.catalogue.task_definitions import load_tasks
from nghiquyet.cli import main
from nghiquyet.document.text import blocks_of, document_text
from nghiquyet.errors import DefinitionError
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.narrative.sections import load_sections
from nghiquyet.settings import Settings
from nghiquyet.store.tables import metadata, views

DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = {path.stem for path in (ROOT / "plugins" / "nghiquyet").iterdir() if path.stem[0] != "_"}
ARCHITECTURE = ROOT / "docs" / "architecture.md"
TOP_LEVEL = {path.name for path in ROOT.iterdir()} - {"var", ".venv"}
PLACEHOLDER = re.compile(r"[<…]|000N")


def code_of(text: str) -> str:
    """What a page sets in code: blocks and single words."""
    return "\n".join(re.findall(r"^```\w*\n.*?^```|`[^`\n]+`", text, re.M | re.S))


def ids_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", DOCS, ids=ids_of)
def test_every_path_it_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    own = {example.path for example in examples(page.stem)} if page.stem in PAGES else set()
    named = set(re.findall(r"[\w.<>…*-]+(?:/[\w.<>…*-]+)+/?", code_of(text)))
    for name in sorted(named):
        if name.split("/")[0] in TOP_LEVEL and name not in own and not PLACEHOLDER.search(name):
            assert list(ROOT.glob(name.rstrip("/."))), name
    for link in re.findall(r"\]\(([^)#]+)", text):
        assert (page.parent / link).exists(), link


@pytest.mark.parametrize("page", DOCS, ids=ids_of)
def test_every_name_of_the_code_exists(page: Path) -> None:
    for name in re.findall(r"`((?:nghiquyet\.)?[a-z_]+(?:\.\w+)+)(?:\(\))?`", page.read_text()):
        first, *rest = name.removeprefix("nghiquyet.").split(".")
        if first in ROOMS and rest != ["py"]:
            resolve(["nghiquyet", first, *rest])


def resolve(names: list[str]) -> object:
    """The module or attribute of that name; fails if there is none."""
    found: object = importlib.import_module(names[0])
    for place, name in enumerate(names[1:], 1):
        if not hasattr(found, name):
            importlib.import_module(".".join(names[: place + 1]))
        found = getattr(found, name)
    return found


@pytest.mark.parametrize("page", DOCS, ids=ids_of)
def test_every_command_it_shows_can_be_given(page: Path) -> None:
    code = code_of(page.read_text(encoding="utf-8"))
    for line in re.findall(r"\.venv/bin/nghiquyet ([^`\n]+)", code):
        name, *arguments = shlex.split(line)
        command = main.commands[name]
        if isinstance(command, click.Group):
            command = command.commands[arguments.pop(0)]
        present = [item for item in arguments if not item.startswith("var/")]
        paths = [str(ROOT) for _ in range(len(arguments) - len(present))]
        command.make_context(name, [*present, *paths], parent=click.Context(main))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([a-z-]+)", code):
        assert f"\n{target}:" in makefile


def test_the_architecture_shows_every_room_dag_plugin_table_and_view() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    tables = {*metadata.tables, *views.tables}
    dags = {path.stem for path in (ROOT / "dags").glob("*.py")}
    plugins = {path.stem for path in (ROOT / "plugins").glob("*.py")}
    for name in (*ROOMS, *tables, *dags, *plugins):
        assert re.search(rf"\b{re.escape(name)}\b", text), name


def test_decisions_are_numbered_and_of_one_form() -> None:
    paths = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:5] for path in paths] == [f"{n:04d}-" for n in range(1, len(paths) + 1)]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} · ")
        assert re.findall(r"^## (.+)", text, re.M) == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda one: f"{one.page}: {one.wrong}")
def test_a_mistake_is_told_as_the_page_says(mistake: Mistake, tmp_path: Path) -> None:
    root = copy_of_declarations(tmp_path)
    wrong = [one._replace(text=one.text.replace(mistake.right, mistake.wrong))
             for one in examples(mistake.page)]  # fmt: skip
    assert wrong != examples(mistake.page)
    for example in wrong:
        example.follow(root)

    with pytest.raises(DefinitionError) as caught:
        load_all(root)

    told = str(caught.value).replace(f"{root}/", "").splitlines()
    assert {without_places(line) for line in mistake.told} <= {without_places(x) for x in told}


def load_all(root: Path) -> None:
    catalogue = load_catalogue(root)
    load_sections(root, catalogue)
    load_tasks(root, catalogue)
    load_style(root)
    load_proper_names(root)


# Each how-to followed, and the month lived through with what they added.


class Month:
    """What came of January 2026 in an installation that followed every page."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        golden = values_of("2026-01")
        hcc = changed(golden["hcc"], {"HCC-06": 57, "HCC-06.ytd": 57, "HCC-05b": 900})
        proposal = {"proposal": "Lập tổ hỗ trợ Nhân dân nộp hồ sơ trực tuyến tại các thôn."}
        filled = {
            "hcc": hcc.model_validate({**hcc.model_dump(), "proposals": [proposal]}),
            "bxd-c": changed(golden["bxd-c"], {"BXC-21a": 1, "BXC-21b": 1}),
            **{unit: golden[unit] for unit in ("cb-01", "cb-02", "ttct")},
        }
        drop(settings, "2026-01", filled)
        self.outcomes = {row["đơn vị"]: row["kết quả"] for row in pipeline.collect(settings).rows}
        folder = Path(pipeline.draft_resolution(settings, OFFICE, "2026-01"))
        (draft,) = (path for path in folder.glob("du-thao-*.docx") if "nguon" not in path.name)
        (review,) = folder.glob("phieu-ra-soat-*.docx")
        (annex,) = folder.glob("phu-luc-*.docx")
        self.blocks = blocks_of(draft.read_bytes())
        self.review = "\n".join(document_text(review.read_bytes()))
        self.annex = document_text(annex.read_bytes())

    def receipt(self, unit: str) -> str:
        (path,) = UnitFolder(self.settings, OFFICE, unit).answers.glob("*.txt")
        return path.read_text(encoding="utf-8-sig")


@pytest.fixture(scope="module")
def month(
    postgres_server: str, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Month]:
    root = copy_of_declarations(tmp_path_factory.mktemp("project"))
    for page in PAGES:
        assert examples(page), page
        for example in examples(page):
            example.follow(root)
    load_all(root)
    settings = replace(Settings.from_environment({}), root=root, var=root / "var")
    with clone(postgres_server, template_database) as url:
        yield Month(replace(settings, database_url=url))


def test_the_indicator_stands_in_section_one_and_in_the_annex(month: Month) -> None:
    (sentence,) = re.findall(r"^> (.+)", PAGES["add-indicator"].read_text(encoding="utf-8"), re.M)
    second = [text for block, text in month.blocks.items() if block.startswith("i2_")]
    assert second[-1] == sentence
    assert "HCC-06" in month.annex


def test_the_rule_on_cells_speaks_to_the_unit(month: Month) -> None:
    assert month.outcomes["Trung tâm Phục vụ hành chính công"] == "đã nhận, có lưu ý"
    assert "HCC-05b (trang “Số liệu”, ô E" in month.receipt("hcc")
    assert "đang ghi 900 hồ sơ, nhiều hơn tổng số tiếp nhận (391)" in month.receipt("hcc")


def test_the_rule_across_units_speaks_to_the_office(month: Month) -> None:
    assert "ghi có 1 chi bộ; đã có 2 chi bộ gửi báo cáo" in month.review


def test_the_sub_section_is_arranged_anew(month: Month) -> None:
    fourth = [text for block, text in month.blocks.items() if block.startswith("i4_")]
    assert len(fourth) == 2
    assert fourth[1].startswith("Phổ biến văn bản mới; xây dựng kế hoạch đào tạo năm 2026; ")


def test_the_paragraph_takes_what_its_words_draw_in(month: Month) -> None:
    assert "- Lập tổ hỗ trợ Nhân dân nộp hồ sơ trực tuyến tại các thôn." in month.blocks.values()


def test_the_rule_of_wording_speaks_to_the_office(month: Month) -> None:
    assert "Viết thống nhất: “thực hiện dịch vụ công trực tuyến”." in month.review


def test_the_tasks_are_proposed_with_their_reasons(month: Month) -> None:
    text = "\n".join(month.blocks.values())
    assert "ướng dẫn Nhân dân thực hiện dịch vụ công trực tuyến trong tháng 02/2026" in text
    assert "ổ chức Ngày Thơ Việt Nam Xuân Bính Ngọ" in text
    assert "Ngày Thơ Việt Nam (03/03/2026, ngày 15 tháng 1 năm Bính Ngọ)" in month.review


def test_the_unit_is_waited_for_and_gets_its_workbook(
    month: Month, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pipeline.open_period(month.settings, OFFICE, "2026-02", ["cb-34"]) == ["cb-34"]
    (workbook,) = UnitFolder(month.settings, OFFICE, "cb-34").blank.iterdir()
    assert workbook.name == "bao-cao_cb-34_2026-02.xlsx"
    sent = {
        row["đơn vị"]: row for row in pipeline.received_table(month.settings, OFFICE, "2026-02")
    }
    assert sent["Chi bộ Khu dân cư mới"]["kết quả"] == "CHƯA GỬI"
    monkeypatch.setenv("NGHIQUYET_ROOT", str(month.settings.root))
    assert "cb-34" in nghiquyet_offices.roster(OFFICE, "2026-02")
    assert "cb-34" not in nghiquyet_offices.roster(OFFICE, "2026-01")
