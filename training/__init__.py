"""How the sentence encoder in `models/encoder/` is made, from sentence pairs to the model, in steps that resume."""
