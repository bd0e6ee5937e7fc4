"""Private support for all rooms: atomic files, optional packages, old names, wording of counts."""
