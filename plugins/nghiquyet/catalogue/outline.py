"""Where tasks stand in Section II: the schema of ``reports/tasks/outline.yaml``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from nghiquyet.catalogue.definitions import Spec
from nghiquyet.catalogue.tasks import Key


class GroupSpec(Spec):
    """A paragraph of Section II.

    Attributes:
        key: its name.
        unit: unit that leads the group's tasks unless a task names its own.
        product: what comes out of the group's tasks unless a task names its own.
        words: words by which a task written freely (directive, proposal) finds its group.
        subjects: by sentence key: who acts, printed once at the beginning of the sentence.
    """

    key: Key
    unit: str = Field(min_length=1)
    product: str = Field(min_length=1)
    words: tuple[str, ...] = ()
    subjects: dict[str, str] = {}


class SubSectionSpec(Spec):
    """A sub-section of Section II.

    Attributes:
        code: ``II.1`` to ``II.4``.
        title: as printed.
        dashed: its paragraphs begin with a dash.
        forms: forms whose units' proposals belong here.
        groups: its paragraphs in order; the last one takes what fits nowhere else.
    """

    code: Literal["II.1", "II.2", "II.3", "II.4"]
    title: str
    dashed: bool
    forms: tuple[str, ...]
    groups: tuple[GroupSpec, ...] = Field(min_length=1)


class FreeOrderSpec(Spec):
    """Place within a group of tasks that declare none."""

    directive: int = Field(ge=0, le=999)
    proposal: int = Field(ge=0, le=999)
    carry_over: int = Field(ge=0, le=999)


class OutlineSpec(Spec):
    """``outline.yaml``: sub-sections and paragraphs of Section II.

    Attributes:
        title: of Section II; ``{thang}`` is the resolution's month.
        free_order: where free tasks stand within a group.
        settled: indicators of Section I that are complete in themselves: the office is not
            asked whether they go on.
        sub_sections: in order.
    """

    title: str
    free_order: FreeOrderSpec
    settled: tuple[str, ...] = ()
    sub_sections: tuple[SubSectionSpec, ...] = Field(min_length=1)

    def place(self, group: str) -> tuple[SubSectionSpec, int]:
        """The sub-section that holds ``group``, and the group's position in it.

        Raises:
            KeyError: if no sub-section holds it.
        """
        for sub_section in self.sub_sections:
            for position, known in enumerate(sub_section.groups):
                if known.key == group:
                    return sub_section, position
        raise KeyError(group)

    @property
    def groups(self) -> tuple[GroupSpec, ...]:
        """Every group, in order."""
        return tuple(group for one in self.sub_sections for group in one.groups)
