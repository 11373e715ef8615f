"""Measuring sayso on public tasks: one adapter a task, floors that only rise."""
