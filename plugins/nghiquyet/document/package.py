"""A Word file as the parts it is packed from: read once, changed in place, packed again."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath, relpath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import XMLSyntaxError, _Element

from nghiquyet.errors import DocumentError

_TYPES = "[Content_Types].xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class WordPackage:
    """The parts of one Word file.

    Attributes:
        main: name of the part with the text.
        document: the text as XML.
    """

    def __init__(self, data: bytes) -> None:
        """Read the file.

        Raises:
            DocumentError: if it is no Word file.
        """
        try:
            with ZipFile(BytesIO(data)) as archive:
                self._parts = {
                    name: archive.read(name)
                    for name in archive.namelist()
                    if not name.endswith("/")
                }
        except (BadZipFile, NotImplementedError, RuntimeError) as error:
            raise DocumentError(f"no Word document: {error}") from error
        self._trees: dict[str, _Element] = {}
        self.main = next(iter(self.related("", "officeDocument")), "word/document.xml")
        document = self.tree(self.main)
        if document is None or document.find(qn("w:body")) is None:
            raise DocumentError("no Word document: it has no text")
        self.document = document

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._parts)

    def tree(self, name: str) -> _Element | None:
        """A part as XML, or None if there is none; what is changed in it will be packed."""
        if name in self._parts and name not in self._trees:
            try:
                self._trees[name] = etree.fromstring(self._parts[name], _PARSER)
            except XMLSyntaxError as error:
                raise DocumentError(f"no Word document: {name}: {error}") from error
        return self._trees.get(name)

    def related(self, name: str, kind: str) -> Iterator[str]:
        """The parts that ``name`` points to by a relationship of ``kind``; "" is the file."""
        for relation in self._relations(name):
            if relation.get("Type", "").endswith(f"/{kind}"):
                yield _target(name, relation)

    def one(self, kind: str) -> _Element | None:
        """The only part of ``kind`` that the text points to, as XML."""
        return next((self.tree(name) for name in self.related(self.main, kind)), None)

    def by_id(self, relation_id: str) -> _Element | None:
        """The part to which the text points by that id."""
        for relation in self._relations(self.main):
            if relation.get("Id") == relation_id:
                return self.tree(_target(self.main, relation))
        return None

    def unrelate(self, name: str, kind: str) -> None:
        """Remove what ``name`` points to by a relationship of ``kind``, also outside the file."""
        for relation in list(self._relations(name)):
            if relation.get("Type", "").endswith(f"/{kind}"):
                relation.getparent().remove(relation)  # type: ignore[union-attr]

    def drop(self, name: str) -> None:
        """Leave a part behind, with every word the package says of it."""
        if self._parts.pop(name, None) is None:
            return
        self._trees.pop(name, None)
        types = self.tree(_TYPES)
        for entry in [] if types is None else list(types):
            if entry.get("PartName") == f"/{name}":
                entry.getparent().remove(entry)  # type: ignore[union-attr]
        for owner in ("", self.main):
            for relation in list(self._relations(owner)):
                if _target(owner, relation) == name:
                    relation.getparent().remove(relation)  # type: ignore[union-attr]

    def pack(self) -> bytes:
        """The Word file."""
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            for name, blob in self._parts.items():
                archive.writestr(name, self._packed(name, blob))
        return buffer.getvalue()

    def _packed(self, name: str, blob: bytes) -> bytes:
        tree = self._trees.get(name)
        if tree is None:
            return blob
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _relations(self, name: str) -> Iterator[_Element]:
        tree = self.tree(join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels"))
        return iter(()) if tree is None else tree.iterchildren("{*}Relationship")


def _target(owner: str, relation: _Element) -> str:
    return relpath(normpath(join("/", dirname(owner), relation.get("Target", ""))), "/")
