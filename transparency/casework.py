"""The verbs of casework: the only writers of a request for information.

Each is one transaction, enters its event, moves the deadlines as the Act says, and puts its letter in the outbox. All
take keyword arguments, raise CaseworkRefused, and with `once` act once for one sending of a form.
"""

from transparency.anonymising import anonymise
from transparency.attaching import attach
from transparency.case_decisions import answer, ask_for_reasons, give_reasons, leave_reasons, refuse
from transparency.case_handling import (
    add_message,
    ask_to_clarify,
    extend,
    extension_kind,
    mark_posted,
    reopen,
    split_into_parts,
    withdraw,
)
from transparency.case_intake import mark_spam, move_demo_clock, receive, register, release, start_demo
from transparency.case_ledger import ASKER, CaseworkRefused

__all__ = [
    "ASKER",
    "CaseworkRefused",
    "add_message",
    "anonymise",
    "answer",
    "ask_for_reasons",
    "ask_to_clarify",
    "attach",
    "extend",
    "extension_kind",
    "give_reasons",
    "leave_reasons",
    "mark_posted",
    "mark_spam",
    "move_demo_clock",
    "receive",
    "refuse",
    "register",
    "release",
    "reopen",
    "split_into_parts",
    "start_demo",
    "withdraw",
]
