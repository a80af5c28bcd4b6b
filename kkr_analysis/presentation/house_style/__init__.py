"""The house style (husstil) of a secretariat: its name, logo, font and colours, from one file."""

from kkr_analysis.presentation.house_style.reading import FILE, house_style, read_house_style
from kkr_analysis.presentation.house_style.values import Colours, DarkColours, Font, HouseStyle, Logo

__all__ = [
    "FILE",
    "Colours",
    "DarkColours",
    "Font",
    "HouseStyle",
    "Logo",
    "house_style",
    "read_house_style",
]
