def target():
    '''Old.

    More of it.
    '''
    return 1
