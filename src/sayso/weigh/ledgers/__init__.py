"""Figures and states through time: one series for what is counted or held, with both clocks."""
