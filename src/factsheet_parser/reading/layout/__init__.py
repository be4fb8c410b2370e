"""Lines as they are printed, to units as a person reads them: the same way for every reader."""
