def target():
    '''New, with """ in it.'''
    return 1
