"""Generated pictures, woven marks, hems and medals: values in, a display list out, written as SVG or as pixels.

Pure Python beside Pillow, and nothing of ours: `posters` arranges shapes, `svg` and `pixels` write them, `choice` says
which picture stands where. The same arguments give the same bytes. The numbers are measures of the design, in shares
of a picture's height, of a figure's size or of a grid of 13 stitches; they stand where they are used.
"""
