"""Room for the frames of a whole answer.

CPython keeps the frames of Python functions in chunks of 16 KB and gives a chunk back to the system as soon as nothing stands in
it. Templates within templates go so deep that whole loops stand astride the end of a chunk, and ask the system for a new one
at every turn: that was half the time of the statement's form. A function that needs a large frame itself is given a
chunk to match, and what it calls finds room in the rest of it.
"""

from collections.abc import Callable

WORDS = 40_000  # 320 KB, for which CPython takes a chunk of 512; what is not written to takes no memory


def with_room(function: Callable) -> Callable:
    """The function, with 192 KB in one piece for the frames of what it calls."""

    def roomy(*arguments: object) -> object:
        return function(*arguments)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=WORDS)
    return roomy
