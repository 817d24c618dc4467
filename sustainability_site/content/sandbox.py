"""The policy under which a file that somebody uploaded is sent."""

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
