# cython: infer_types=True, annotation_typing=False
"""Thrift's compact protocol, read and written as far as the footer of a Parquet file needs it.

A struct is a list of its fields as they stand there, (id, type, value), so that what is read is written again byte for
byte, also fields that nobody here has heard of. A list is (type of its members, members); members of booleans are their
bytes. (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md)
"""

from __future__ import annotations

from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
_INTEGERS = frozenset({I16, I32, I64})

Field = tuple[int, int, Any]


class Reader:
    """Reads values one after the other. at: where the next one begins. Raises ValueError, IndexError of other bytes."""

    def __init__(self, content: bytes, at: int = 0) -> None:
        self.content, self.at = content, at

    def struct(self) -> list[Field]:
        """A struct's fields, in their order."""
        fields: list[Field] = []
        number = 0
        while head := self._byte():
            kind, step = head & 15, head >> 4
            number = number + step if step else self._integer()
            fields.append((number, kind, self._value(kind)))
        return fields

    def _byte(self) -> int:
        byte = self.content[self.at]
        self.at += 1
        return byte

    def _varint(self) -> int:
        value = shift = 0
        while (byte := self._byte()) & 128:
            value |= (byte & 127) << shift
            shift += 7
        return value | byte << shift

    def _integer(self) -> int:
        value = self._varint()
        return value >> 1 ^ -(value & 1)

    def _bytes(self, size: int) -> bytes:
        start = self.at
        self.at += size
        return self.content[start : self.at]

    def _value(self, kind: int) -> Any:
        if kind in _INTEGERS:
            return self._integer()
        if kind == BINARY:
            return self._bytes(self._varint())
        if kind == STRUCT:
            return self.struct()
        if kind in (LIST, SET):
            head = self._byte()
            size, of = head >> 4, head & 15
            size = self._varint() if size == 15 else size
            return of, [self._byte() if of in (TRUE, FALSE) else self._value(of) for _ in range(size)]
        if kind in (TRUE, FALSE):
            return None  # the type says it
        if kind == BYTE:
            return self._byte()
        if kind == DOUBLE:
            return self._bytes(8)
        raise ValueError(f"thrift: type {kind} stands in no Parquet footer")


def written(fields: list[Field]) -> bytes:
    """The bytes of a struct."""
    out = bytearray()
    _write_struct(out, fields)
    return bytes(out)


def _write_struct(out: bytearray, fields: list[Field]) -> None:
    before = 0
    for number, kind, value in fields:
        step = number - before
        if 0 < step <= 15:
            out.append(step << 4 | kind)
        else:
            out.append(kind)
            _write_integer(out, number)
        before = number
        _write(out, kind, value)
    out.append(0)


def _write(out: bytearray, kind: int, value: Any) -> None:
    if kind in _INTEGERS:
        _write_integer(out, value)
    elif kind == BINARY:
        _write_varint(out, len(value))
        out += value
    elif kind == STRUCT:
        _write_struct(out, value)
    elif kind in (LIST, SET):
        of, members = value
        out.append(min(len(members), 15) << 4 | of)
        if len(members) >= 15:
            _write_varint(out, len(members))
        if of in (TRUE, FALSE):
            out += bytes(members)
        else:
            for member in members:
                _write(out, of, member)
    elif kind == BYTE:
        out.append(value)
    elif kind == DOUBLE:
        out += value


def _write_varint(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def _write_integer(out: bytearray, value: int) -> None:
    _write_varint(out, value << 1 if value >= 0 else (-value << 1) - 1)
