"""What each emitter sends, turned into observations: one module per source knows that source's attributes and quirks.

`derive` is the way in: it names the source of each record and hands it to its module. Pure: the same raw batch always
gives the same observations with the same identities.
"""
