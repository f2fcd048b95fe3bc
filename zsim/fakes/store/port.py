"""The port of a fake: what the engine may call, answered from the app's modules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby
from typing import assert_never

from zsim.fakes.store.module import Module
from zsim.fakes.store.outsiders import because_of_outsider
from zsim.fakes.store.watching import Subscription
from zsim.kernel.read_only import ReadOnly
from zsim.ports.app import Organisation
from zsim.ports.errors import ModifiedSince, NotModelled, VendorError
from zsim.ports.records import (
    Create,
    Delete,
    DeletionPage,
    Fields,
    Merge,
    Page,
    Record,
    RecordId,
    Seen,
    Update,
    Write,
    Written,
)
from zsim.ports.schema import Field, FieldType, View

LOOKUPS = (FieldType.LOOKUP, FieldType.MULTI_LOOKUP)


class AppPort:
    """Answers the ``App`` protocol for one organisation and one opener.

    ``check`` is called before every call with the module (or ``None``) and refuses by raising: a dead key, a missing
    right. ``views`` and ``in_view`` answer for the views of a module; ``own`` gives the fields a create gets beside
    those asked for, such as its owner; ``user_name`` gives what the user of an id is called.
    """

    def __init__(
        self,
        *,
        organisation: Callable[[], Organisation],
        modules: Mapping[str, Module],
        actor: str,
        check: Callable[[str | None], None],
        views: Callable[[str], tuple[View, ...]] = lambda module: (),
        in_view: Callable[[str, RecordId], Callable[[Record], bool]] | None = None,
        own: Callable[[str], Fields] = lambda module: {},
        user_name: Callable[[RecordId], str | None] = lambda user: None,
    ) -> None:
        self._organisation = organisation
        self._modules = modules
        self._actor = actor
        self._check = check
        self._views = views
        self._in_view = in_view
        self._own = own
        self._user_name = user_name

    def organisation(self) -> Organisation:
        """The organisation behind this port."""
        self._check(None)
        return self._organisation()

    def fields(self, module: str) -> Mapping[str, Field]:
        """The fields of the module's standard layout, by API name."""
        target = self._module(module)
        fields = target.told()
        for name in target.beyond_standard:
            fields.pop(name, None)
        return fields

    def views(self, module: str) -> tuple[View, ...]:
        """The module's views."""
        self._module(module)
        return self._views(module)

    def changed(
        self,
        module: str,
        since_ms: int | None,
        *,
        view: RecordId | None = None,
        token: str | None = None,
        page_size: int = 200,
    ) -> Page:
        """Records modified since, in the view, oldest change first."""
        target = self._module(module)
        page = target.table.changed(since_ms, token, page_size, self._keep(module, view))
        return page._replace(records=_standard(target, page.records)) if target.beyond_standard else page

    def deleted(
        self, module: str, since_ms: int | None, *, token: str | None = None, page_size: int = 200
    ) -> DeletionPage:
        """Deletions since, oldest first."""
        return self._module(module).table.deleted(since_ms, token, page_size)

    def read(self, module: str, ids: Sequence[RecordId], *, view: RecordId | None = None) -> tuple[Record, ...]:
        """The live records among the ids, in the order asked."""
        target = self._module(module)
        keep = self._keep(module, view)
        found = [target.table.get(each) for each in ids]
        return _standard(target, tuple(each for each in found if each is not None and (keep is None or keep(each))))

    def search(self, module: str, field: str, values: Sequence[str]) -> tuple[Record, ...]:
        """Live records whose indexed field equals one of the values.

        Where the app's search lags, a value written a moment ago is not found yet. What hangs on a record is listed
        without it, as reading is.
        """
        target = self._module(module)
        table = target.table
        found_by = target.field(field)
        if found_by is None or not table.is_indexed(field):
            raise NotModelled(f"{module} cannot be searched by {field}")
        search = table.find_any if found_by.type in LOOKUPS else table.search_any
        return _standard(target, tuple(search(field, values)))

    def user_names(self, ids: Sequence[RecordId]) -> Mapping[RecordId, str]:
        """The names of the users among the ids."""
        self._check(None)
        return {each: name for each in ids if (name := self._user_name(each)) is not None}

    def watch(self, module: str, notify: Callable[[], None]) -> Subscription:
        """Call ``notify`` whenever a record of the module changes."""
        return self._module(module).table.watch(notify)

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        """Carry out the writes in order, each with a result of its own."""
        target = self._module(module)
        subject = (target.table.app, module)
        with because_of_outsider(target.table.journal, subject, self._actor, writes):
            return self._write(target, self._own(module), writes)

    def _write(self, target: Module, own: Fields, writes: Sequence[Write]) -> tuple[Written, ...]:
        done: list[Written] = []
        for kind, some in groupby(writes, type):
            if kind is Create:
                done += target.create_all([_owned(own, each) for each in some if isinstance(each, Create)], self._actor)
            else:
                done += [self._one(target, each) for each in some if not isinstance(each, Create)]
        return tuple(done)

    def _one(self, module: Module, write: Update | Delete | Merge) -> Written:
        cause = write.trace or None
        try:
            if not isinstance(write, Delete) and write.seen:
                _refuse_modified(module, write.seen)
            match write:
                case Update():
                    return Written(module.update(write.id, write.fields, self._actor, cause).ref.id)
                case Delete():
                    if write.own is not None:
                        _refuse_others(module, write.id, write.own)
                    module.delete(write.id, self._actor, cause)
                    return Written(write.id)
                case Merge():
                    return Written(module.merge(write.master, write.losers, self._actor, cause).ref.id)
                case _:
                    assert_never(write)
        except VendorError as error:
            return Written(None, error)

    def _module(self, name: str) -> Module:
        try:
            module = self._modules[name]
        except KeyError:
            raise NotModelled(f"there is no module {name!r}; there is {', '.join(self._modules)}") from None
        self._check(name)
        return module

    def _keep(self, module: str, view: RecordId | None) -> Callable[[Record], bool] | None:
        if view is None or self._in_view is None:
            return None
        return self._in_view(module, view)


def _refuse_modified(module: Module, seen: Seen) -> None:
    """Refuse to write over what somebody changed since it was read; what is gone is refused by the write itself."""
    for record_id, seen_ms in seen.items():
        record = module.table.get(record_id)
        if record is not None and record.modified_ms != seen_ms:
            told = f"{module.name}: {module.name_of(record)!r} was modified since it was read; read it again"
            raise ModifiedSince(told, code=module.codes.invalid, field="id")


def _refuse_others(module: Module, record_id: RecordId, own: Collection[RecordId]) -> None:
    """Refuse to delete a record along with which others would go than its writer knows of."""
    others = [each for each in module.own_of(record_id) if each.ref.id not in own]
    if others:
        told = f"{module.name}: {others[0].ref.module} {others[0].ref.id} would go with {record_id!r} now; look again"
        raise ModifiedSince(told, code=module.codes.invalid, field="id")


def _owned(own: Fields, write: Create) -> Create:
    return Create({**own, **write.fields}, write.trace) if own else write


def _standard(module: Module, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records without what stands beyond the standard layout."""
    unseen = module.beyond_standard
    if not unseen:
        return records
    return tuple(
        each._replace(fields=ReadOnly({name: value for name, value in each.fields.items() if name not in unseen}))
        for each in records
    )
