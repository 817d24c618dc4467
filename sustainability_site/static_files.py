"""Static files as they are served: a stylesheet is written as small files and sent as one."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEETS = ("css/site.css", "css/labels.css")
# Linked by the few pages that need them, so that no other page pays for them.
LINKED_WHERE_NEEDED = ("css/chain.css", "css/comparison.css", "css/forms.css", "css/self-check.css")
LAYERED_IMPORT = re.compile(r'@import url\("(?P<name>[\w-]+\.css)"\) layer\((?P<layer>[\w-]+)\);\n')


def one_stylesheet(storage: Storage, path: str) -> str:
    """The stylesheet with each of its files in place of the import, inside its layer."""

    def file_in_layer(match: re.Match[str]) -> str:
        text = _text(storage, str(Path(path).with_name(match["name"])))
        return f"@layer {match['layer']} {{\n{text}}}\n"

    return LAYERED_IMPORT.sub(file_in_layer, _text(storage, path))


def packed(stylesheet: str) -> str:
    """Without comments and indentation: a tenth of what is sent. No string of ours holds the mark of a comment."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", stylesheet, flags=re.DOTALL))


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict, dry_run: bool = False, **options: object) -> Iterator[tuple]:
        for name in (*STYLESHEETS, *LINKED_WHERE_NEEDED):
            if name in paths and not dry_run:
                Path(self.path(name)).write_text(packed(one_stylesheet(*paths[name])), encoding="utf-8")
                paths = {**paths, name: (self, name)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _text(storage: Storage, path: str) -> str:
    with storage.open(path) as file:
        return file.read().decode("utf-8")
