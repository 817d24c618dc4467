from django import template

from transparency.periods import period_name

register = template.Library()
register.filter(period_name)
