"""What a city says on a date: rules as dated, sourced data, and the answer for one citizen. Pure."""

from counter.rules.answer import Answer
from counter.rules.book import Rulebook
from counter.rules.load import load_rulebook
from counter.rules.problems import Problem

__all__ = ["Answer", "Problem", "Rulebook", "load_rulebook"]
