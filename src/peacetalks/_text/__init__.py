"""Private functions on texts, below all rooms: what is hidden or escaped wherever texts are shown."""
