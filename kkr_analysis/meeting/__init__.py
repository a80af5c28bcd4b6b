"""
The constituent meeting (konstituerende møde) of a KKR: what its agenda decides, as values and pure functions.

Where it stands in the house:

    data            reads the folder of a meeting into the values here
    meeting         declared alliances, chair, members, fora, nominations, vacancies, deadlines
    composition  |  appointments
    allocation   |  rules

``appointments`` stands beside ``composition`` and not inside this room: how seats are shared out by
kommunestyrelsesloven is the same for any assembly, and the house's law (import-linter) keeps it from knowing
a KKR. This room brings the two together. It reads no file and writes no paper: ``data`` fills its values, and
``presentation`` and ``documents`` print them. A rule that is read in several ways is read as the term's rule
set says, and a result shows where another reading would have given something else. A tie is an outcome, with
every fall of the lot to be had from ``outcomes``; a drawn lot is input, and settles the tie that it was drawn
for.
"""
