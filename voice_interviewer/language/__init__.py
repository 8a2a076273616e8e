"""Words as they are spoken: what is compared, counted or cut in more than one room is told here once. Pure."""
