"""Emma's and George's voice for any English text, where the extra `natural` is installed.

`voice` is the Voice; `process` the child that it asks, which reads (`reading`, `phonemes`, `guessing`) and speaks
(`kokoro`, `sounding`); `kept` the sounds that are kept between interviews; `parts` what the extra installs.
"""
