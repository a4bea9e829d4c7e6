"""The archive that a Word file is: its parts as XML, opened without trust, written back as it was.

Only the parts that a change touches are written anew; every other one keeps its bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from posixpath import normpath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from nghiquyet.errors import DocumentError

_MOST_PARTS, _MOST_BYTES = 4_000, 256 << 20
_LARGEST_PART = 64 << 20
_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT_SPACE = "http://purl.oclc.org/ooxml/wordprocessingml/"
_ENCRYPTED = b"\xd0\xcf\x11\xe0"  # a password turns the archive into a compound file

NOT_WORD = "Tệp không phải văn bản Word (.docx). Mở tệp trong Word rồi lưu lại dạng .docx."
LOCKED = "Tệp có mật khẩu hoặc là định dạng .doc cũ. Bỏ mật khẩu rồi lưu lại dạng .docx."
BROKEN = "Tệp Word bị hỏng, không đọc được. Mở tệp trong Word rồi lưu lại, hoặc gửi bản khác."
TOO_LARGE = "Tệp Word quá lớn. Bỏ bớt hình ảnh và nội dung chèn thêm rồi lưu lại."
STRICT = "Tệp lưu dạng “Strict Open XML”. Lưu lại dạng “Word Document (.docx)” thường."


class WordPackage:
    """A Word file whose parts can be read, changed, added and left behind.

    Attributes:
        main: name of the part with the text.
        document: the text as XML.
    """

    def __init__(self, data: bytes) -> None:
        """Open ``data``.

        Raises:
            DocumentError: if it is no Word file, damaged or unreasonably large.
        """
        self._trees: dict[str, _Element] = {}
        self._as_read: dict[str, bytes] = {}
        self._parts = _unpacked(data)
        if _TYPES not in self._parts:
            raise DocumentError(NOT_WORD)
        self.main = next(self.related("", "officeDocument"), "")
        root = self.tree(self.main)
        if root is None or root.tag != qn("w:document") or root.find(qn("w:body")) is None:
            is_strict = root is not None and root.tag.startswith(f"{{{_STRICT_SPACE}")
            raise DocumentError(STRICT if is_strict else NOT_WORD)
        self.document = root

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._parts)

    def tree(self, name: str) -> _Element | None:
        """The root of a part, or None if there is no such part; changes of it are kept."""
        if name not in self._trees:
            if name not in self._parts:
                return None
            self._trees[name] = _parsed(self._parts[name])
            self._as_read[name] = _written(self._trees[name])
        return self._trees[name]

    def related(self, source: str, kind: str) -> Iterator[str]:
        """The parts that ``source`` names as its ``kind``, such as "comments"; "" is the file."""
        for relation in self._relations(source):
            if _is_of(relation, kind) and relation.get("TargetMode") != "External":
                yield _resolved(source, relation.get("Target", ""))

    def one(self, kind: str, source: str | None = None) -> _Element | None:
        """The only part that the text (or ``source``) names as its ``kind``, as XML."""
        home = self.main if source is None else source
        return next((self.tree(name) for name in self.related(home, kind)), None)

    def by_id(self, relation_id: str) -> _Element | None:
        """The part to which the text points by that id."""
        for relation in self._relations(self.main):
            if relation.get("Id") == relation_id:
                return self.tree(_resolved(self.main, relation.get("Target", "")))
        return None

    def unrelate(self, source: str, kind: str) -> None:
        """Let ``source`` name nothing any more as its ``kind``, in the file or outside."""
        for relation in list(self._relations(source)):
            if _is_of(relation, kind):
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
        for source in ("", self.main):
            for relation in list(self._relations(source)):
                if _resolved(source, relation.get("Target", "")) == name:
                    relation.getparent().remove(relation)  # type: ignore[union-attr]

    def add(self, name: str, content_type: str, kind: str, root: _Element, source: str) -> None:
        """Add a part that ``source`` names as its ``kind`` (in full); "" is the file itself."""
        self._trees[name], self._parts[name] = root, b""
        types = self.tree(_TYPES)
        if types is None:
            raise DocumentError(BROKEN)
        etree.SubElement(
            types, f"{{{_TYPES_SPACE}}}Override", PartName=f"/{name}", ContentType=content_type
        )
        path = _relations_of(source)
        relations = self.tree(path)
        if relations is None:
            relations = etree.Element(f"{{{_RELATIONS_SPACE}}}Relationships")
            self._trees[path], self._parts[path] = relations, b""
        taken = {relation.get("Id") for relation in relations}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        etree.SubElement(
            relations,
            f"{{{_RELATIONS_SPACE}}}Relationship",
            Id=f"rId{number}",
            Type=kind,
            Target=f"/{name}",
        )

    def free_name(self, name: str) -> str:
        """``name``, or one like it that no part has."""
        path = PurePosixPath(name)
        names = (str(path.with_stem(f"{path.stem}{n or ''}")) for n in range(len(self._parts) + 1))
        return next(name for name in names if name not in self._parts)

    @property
    def is_changed(self) -> bool:
        """Whether some part is another than it was."""
        return any(_written(root) != self._as_read.get(n) for n, root in self._trees.items())

    def save(self) -> bytes:
        """The file with the changes."""
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            for name, data in self._parts.items():
                root = self._trees.get(name)
                written = None if root is None else _written(root)
                entry = ZipInfo(name)  # dated 1980: equal content gives equal bytes
                entry.compress_type = ZIP_DEFLATED
                if written is None or written == self._as_read.get(name):
                    written = data
                archive.writestr(entry, written)
        return buffer.getvalue()

    def _relations(self, source: str) -> Iterator[_Element]:
        tree = self.tree(_relations_of(source))
        return iter(()) if tree is None else tree.iterchildren("{*}Relationship")


def _unpacked(data: bytes) -> dict[str, bytes]:
    if data.startswith(_ENCRYPTED):
        raise DocumentError(LOCKED)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            sizes = [entry.file_size for entry in entries]
            if len(entries) > _MOST_PARTS or sum(sizes) > _MOST_BYTES:
                raise DocumentError(TOO_LARGE)
            if any(entry.flag_bits & 1 for entry in entries):
                raise DocumentError(LOCKED)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (BadZipFile, OSError, EOFError, ValueError, zlib.error) as error:
        raise DocumentError(NOT_WORD if isinstance(error, BadZipFile) else BROKEN) from error
    except (NotImplementedError, RuntimeError) as error:  # packed in a way unknown to us
        raise DocumentError(BROKEN) from error


def _parsed(data: bytes) -> _Element:
    if len(data) > _LARGEST_PART:
        raise DocumentError(TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(BROKEN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError(BROKEN)  # no Word file declares entities
    return root


def _written(root: _Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations_of(source: str) -> str:
    path = PurePosixPath(source)
    return str(path.parent / "_rels" / f"{path.name}.rels") if source else "_rels/.rels"


def _is_of(relation: _Element, kind: str) -> bool:
    return relation.get("Type", "").endswith(f"/{kind}")


def _resolved(source: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return normpath(str(PurePosixPath(source).parent / target))
