"""What this app does by itself, with the others' chores (run_chores)."""

from sustainability_site.content.upkeep import UPKEEP
from sustainability_site.people.models import forget_old

UPKEEP["gamle hendelser i loggen glemt"] = lambda at: forget_old(at=at)
