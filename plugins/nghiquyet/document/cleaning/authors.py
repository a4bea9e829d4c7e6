"""What a Word file tells of the people and machines that wrote it, taken out."""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.package import WordPackage

_ANYBODY, _INITIALS = "Văn phòng", "VP"
_PEOPLE = {"creator", "lastModifiedBy", "manager", "company", "template", "hyperlinkbase"}
_PROPERTIES = ("core-properties", "extended-properties")
_SESSIONS = ("w:rsids", "w:attachedTemplate", "w:docVars")
_REVISION = qn("w:rsid")


def forget_authors(package: WordPackage) -> None:
    """Leave names of persons, computers and folders out of everything but the text itself."""
    for kind in _PROPERTIES:
        for name in list(package.related("", kind)):
            _blank_properties(package.tree(name))
    for name in [*package.related("", "thumbnail"), *package.related(package.main, "people")]:
        package.drop(name)
    for name in package.related(package.main, "settings"):
        _forget_sessions(package, name)
    for name in [n for n in package.names() if n.startswith("word/") and n.endswith(".xml")]:
        part = package.tree(name)
        if part is not None:
            _anonymise(part)


def _blank_properties(part: _Element | None) -> None:
    for element in [] if part is None else list(part):
        local = element.tag.rpartition("}")[2]
        if local in _PEOPLE or local.lower() in _PEOPLE:
            element.text = ""


def _forget_sessions(package: WordPackage, name: str) -> None:
    """The ids of working sessions, and the path of the template on somebody's computer."""
    settings = package.tree(name)
    if settings is not None:
        for element in list(settings.iterchildren(*map(qn, _SESSIONS))):
            settings.remove(element)
    package.unrelate(name, "attachedTemplate")


def _anonymise(part: _Element) -> None:
    for session in list(part.iter(_REVISION)):
        session.getparent().remove(session)  # type: ignore[union-attr]
    for element in part.iter():
        if element.get(qn("w:author")) is not None:
            element.set(qn("w:author"), _ANYBODY)
        if element.get(qn("w:initials")) is not None:
            element.set(qn("w:initials"), _INITIALS)
        for attribute in [key for key in element.attrib if str(key).startswith(_REVISION)]:
            del element.attrib[attribute]
