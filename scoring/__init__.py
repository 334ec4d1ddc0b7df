"""What the answers say, in numbers.

Three questions, a file each: where we stand (`nps`), how sure that is (`interval`)
and whether it moved (`trend`). All on the scale of the Net Promoter Score, -100 to
+100.
"""

from scoring.interval import Interval, score_interval, worst_case
from scoring.nps import SEVERE_UP_TO, Counts, Group, NoAnswersError, group
from scoring.trend import Change, change

__all__ = [
    "SEVERE_UP_TO",
    "Change",
    "Counts",
    "Group",
    "Interval",
    "NoAnswersError",
    "change",
    "group",
    "score_interval",
    "worst_case",
]
