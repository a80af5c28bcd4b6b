"""
From the folder of a KKR's meeting to a dossier: what the secretariat has noted, read and doubted.

    data/raw/<election>/<region>/

``load_meeting`` goes from a region and a term to all of it, ``read_meeting`` from a computed KKR; the other
modules each read one file, or write into the folder.
"""

from kkr_analysis.data.meetings.folder import folder_of, load_meeting, read_meeting

__all__ = ["folder_of", "load_meeting", "read_meeting"]
