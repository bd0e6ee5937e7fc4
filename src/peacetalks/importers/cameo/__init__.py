"""What all coders of CAMEO share: GDELT, ICEWS and related data sets."""
