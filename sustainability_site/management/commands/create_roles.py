from django.core.management.base import BaseCommand, CommandParser

from sustainability_site.people.roles import create_roles


class Command(BaseCommand):
    help = "Creates the roles that are missing. A role that is there stays as an administrator has left it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--afresh", action="store_true", help="give all four exactly the permissions in roles.py again"
        )

    def handle(self, *args: object, afresh: bool, **options: object) -> None:
        if made := create_roles(afresh=afresh):
            self.stdout.write(f"Roles: {', '.join(made)}.")
