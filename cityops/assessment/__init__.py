"""Where the city stands with each element: assessment waves, their findings, and the file of a wave."""
