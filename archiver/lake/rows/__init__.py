"""A row of the table `articles`: its fields, made of the values that travel down the line, and those again.

    schema         all fields, with their meaning
    row            values to a row, and back
    blocks         the field `blocks`: a page's judged blocks
    captures       the field `captures`: each time the page came, and from where
"""
