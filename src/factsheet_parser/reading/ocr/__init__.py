"""Pages that are pictures: what an OCR program reads of them, and which numbers of that hold."""
