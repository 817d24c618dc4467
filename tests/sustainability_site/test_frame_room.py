import resource
from collections.abc import Callable

from sustainability_site.frame_room import with_room

TURNS = 200
DEPTHS = range(400)


def most_pages_asked_for(deep: Callable[[int], None]) -> int:
    """The most pages of memory that any depth of the stack made the system hand out."""
    most = 0
    for depth in DEPTHS:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        deep(depth)
        most = max(most, resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return most


def loop_at(depth: int) -> None:
    if depth:
        loop_at(depth - 1)
        return
    for _turn in range(TURNS):
        short()


def short() -> None:
    pass


def test_no_loop_asks_the_system_for_memory_at_every_turn() -> None:
    """Without room some depth does, in CPython 3.11: where none does any more, the module can go."""
    without = most_pages_asked_for(loop_at)
    assert most_pages_asked_for(with_room(loop_at)) * 2 < max(without, TURNS)


def test_a_function_with_room_is_the_function() -> None:
    assert with_room(divmod)(17, 5) == (3, 2)
