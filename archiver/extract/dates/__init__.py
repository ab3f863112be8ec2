"""Dates as people write them.

    written   in some seventy languages (months.tsv, from Unicode CLDR)
    orders    whether 03/04/2024 begins with the day, by its language
    clock     the time of day behind a date
    solar     of the Solar Hijri calendar, of Iran and Afghanistan
"""
