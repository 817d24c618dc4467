"""British dates: Django's own English formats are American. No line break between the day and its month."""

DATE_FORMAT = "j\N{NO-BREAK SPACE}F Y"
SHORT_DATE_FORMAT = "j\N{NO-BREAK SPACE}M Y"
DATETIME_FORMAT = "j\N{NO-BREAK SPACE}F Y, H:i"
TIME_FORMAT = "H:i"
