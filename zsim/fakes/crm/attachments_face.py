"""What a person does with the files beside records of the CRM. Source: COL-08."""

from __future__ import annotations

from zsim.fakes.crm.related_face import RelatedFace
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import InvalidData
from zsim.ports.records import RecordId
from zsim.ports.relay import Attachment


class AttachmentsFace(RelatedFace):
    """The files beside records; they go with their record, and come back with it."""

    def add(self, record: Handle, name: str, content: bytes) -> Handle:
        """Attach a file to a record; one without a name, or of something else than bytes, is refused."""
        if not isinstance(content, bytes):
            told = f"{self._module.name}: a file holds bytes, and {content!r} is none"
            raise InvalidData(told, code=self._module.codes.invalid, field="File_Content")
        return self.create(Parent_Id=record, File_Name=name, File_Content=content.hex())

    def of(self, record: Handle) -> list[Attachment]:
        """The files beside a record, oldest first."""
        people = self._state.users
        return [
            Attachment(
                each.Created_Time,
                people.person(RecordId(str(each.record.fields["Owner"]))).name,
                each.File_Name,
                bytes.fromhex(each.File_Content or ""),
            )
            for each in self.beside(record)
        ]


class AttachmentsOf:
    """The files beside one record: ``bill.attachments.add("plan.txt", b"...")``."""

    def __init__(self, face: AttachmentsFace, record: Handle) -> None:
        self._face = face
        self._record = record

    def add(self, name: str, content: bytes) -> None:
        """Attach a file; one without a name is refused."""
        self._face.add(self._record, name, content)

    def all(self) -> list[Attachment]:
        """The files, oldest first."""
        return self._face.of(self._record)
