"""The ways in: the command line now, others later. Each is a thin layer over :class:`sayso.Desk`."""
