"""Most parts are judged at a glance; the glance tells what reading element by element tells."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.conftest import Looks
from tests.intake.workbooks import MAIN, SHEET, STRINGS, an_archive
from tests.trials import rounds

from nghiquyet.intake import packages
from nghiquyet.intake.verdicts import ACCEPTED

WORDS = st.lists(
    st.sampled_from(
        [
            *("M", "m", "Ậ", "Ậ", "ật", "T", "T", "Ë", "Tối ", " ", "\u3000" * 5, "&amp;"),
            *("&#7852;", "<![CDATA[M]]>", "<!-- -->", "</t></r><r><t>"),
            *("[1]Sheet1!A1", "cmd|x!A0", "RTD(1)"),
        ]
    ),
    max_size=5,
).map("".join)
HOLDERS = (
    '<c r="B2" t="s"><v>7</v></c>',
    '<c r="C{far}"><v>1</v></c>',
    '<c t="str" r="A1"><v>{words}</v></c>',
    '<c r="A1"><f>{words}</f><v>1</v></c>',
    '<c r="A1"><x:f>{words}</x:f></c>',
    '<c r="A1" t="inlineStr"><is><r><t>{words}</t></r></is></c>',
    '<x:c r="XFD{far}"><x:v>1</x:v></x:c>',
    "<c><v>1</v></c>",
    '<c r="EZ1"/>',
    '<?note <c r="A1"?>',
    '<mergeCell ref="A1:B{far}"/>',
    "<x:hyperlink ref='A1:XFD{far}'/>",
    '<sst uniqueCount="{far}"/>',
    "<controls/>",
    "<x:oleObjects/>",
)
SHEETS = st.lists(
    st.builds(
        lambda holder, words, far: holder.format(words=words, far=far),
        st.sampled_from(HOLDERS),
        WORDS,
        st.sampled_from([9, 999, 10_000, 1_048_576]),
    ),
    max_size=4,
).map("".join)


@settings(max_examples=rounds(250), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=SHEETS, texts=st.lists(WORDS, max_size=3))
def test_a_glance_tells_what_reading_tells(look: Looks, sheet: str, texts: list[str]) -> None:
    data = _a_book(sheet, "".join(f"<si><r><t>{text}</t></r></si>" for text in texts))
    at_a_glance = look(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(packages, "has_telling_text", lambda _: True)
        assert at_a_glance == look(data)


def test_an_ordinary_part_is_not_read_element_by_element(look: Looks) -> None:
    words = "<si><t>Họp mặt đảng viên; kỷ luật, pháp luật</t></si>"
    cells = '<row><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1&amp;"Mức ậ"</f><v>1</v></c></row>'
    data = _a_book(cells, words)
    with pytest.MonkeyPatch.context() as patched:
        patched.delattr(packages, "Reading")
        assert look(data) == ACCEPTED


def _a_book(rows: str, texts: str) -> bytes:
    parts = {
        "[Content_Types].xml": "<x/>",
        "xl/workbook.xml": "<w/>",
        SHEET: f'<worksheet xmlns:x="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        STRINGS: f'<sst uniqueCount="{texts.count("<si>")}">{texts}</sst>',
    }
    return an_archive(**parts)
