"""Where problems come from: drawn technician days, and files of public sets."""
