"""Dates as people write them.

    written   in some fifty languages (months.tsv, from Unicode CLDR)
    solar     of the Solar Hijri calendar, of Iran and Afghanistan
"""
