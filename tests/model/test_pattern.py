from __future__ import annotations

import pytest

from nghiquyet.model.pattern import Placeholder, parse_pattern


def test_a_pattern_is_text_and_placeholders() -> None:
    assert parse_pattern("điều động {n:dem} cán bộ năm {nam}") == (
        "điều động ",
        Placeholder("n", "dem"),
        " cán bộ năm ",
        Placeholder("nam"),
    )
    assert parse_pattern("chăm lo Tết") == ("chăm lo Tết",)


@pytest.mark.parametrize("text", ["{n", "n}", "{n:xyz}", "{N}", "{}", "{{n}}"])
def test_a_brace_or_format_out_of_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"brace|format"):
        parse_pattern(text)
