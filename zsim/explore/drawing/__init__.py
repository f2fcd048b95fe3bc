"""Random worlds by seed: drawn while they are played, with faults, judged by every check and the reference model.

>>> from zsim.explore.drawing import Bounds, play_seed
>>> explored = play_seed(1, Bounds(("books",), steps=5))
>>> explored.failing is None, explored.script.start.products
(True, ('books',))
"""

from zsim.explore.drawing.bounds import Bounds
from zsim.explore.drawing.ending import check_ending
from zsim.explore.drawing.playing import Explored, play_seed
from zsim.explore.drawing.resting import resting

__all__ = ["Bounds", "Explored", "check_ending", "play_seed", "resting"]
