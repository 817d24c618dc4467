"""A guard around the public side: it reads the record and nothing else."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

RECORD_TABLES = frozenset(
    f"content_{name}" for name in ("edition", "entry", "card", "reference", "searchtext", "head")
)
TRANSACTION = re.compile(r"\s*(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK|BEGIN|COMMIT)\b", re.IGNORECASE)
TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?', re.IGNORECASE)


@contextmanager
def only_record_tables() -> Iterator[None]:
    with connection.execute_wrapper(_refuse_other_tables):
        yield


def _refuse_other_tables(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
    tables = set(TABLE.findall(sql))
    if not TRANSACTION.match(sql) and (not tables or tables - RECORD_TABLES):
        raise AssertionError(f"A query outside the public record ({sorted(tables - RECORD_TABLES)}): {sql}")
    return execute(sql, params, many, context)
