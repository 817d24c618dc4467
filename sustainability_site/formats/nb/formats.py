"""Django's own formats for bokmål, with no line break between the day and its month."""

DATE_FORMAT = "j.\N{NO-BREAK SPACE}F Y"
DATETIME_FORMAT = "j.\N{NO-BREAK SPACE}F Y H:i"
MONTH_DAY_FORMAT = "j.\N{NO-BREAK SPACE}F"
