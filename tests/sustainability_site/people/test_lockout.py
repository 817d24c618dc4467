from threading import Barrier, Thread

from django.db import connection
from django.utils import timezone

from sustainability_site.people import lockout


def test_tries_at_once_are_counted_one_by_one(committing_db: None) -> None:
    gate, admitted, at = Barrier(8), [], timezone.now()

    def try_it() -> None:
        gate.wait()
        admitted.append(lockout.try_once("kari", "198.51.100.9", at=at) is None)
        connection.close()

    threads = [Thread(target=try_it) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(admitted) == [False] * 3 + [True] * 5
